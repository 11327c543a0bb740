"""A window of WebKitGTK for WebKitWebDriver, with what that cannot do: any size, paper, and a
picture of the whole page.

Run by the system's Python, which has the bindings (Debian: gir1.2-webkit2-4.1, python3-gi-cairo).
A page's script asks for these with ``webkit.messageHandlers.window.postMessage([what, ...])``:
``["size", width, height]``, ``["pdf", path]`` or ``["png", path]``; a file is complete when it is
there. Files that links save go to the folder given as the first argument; the second is a script
that runs on every page before its own.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402


class Window:
    """The window and the one view in it."""

    def __init__(self, downloads: Path, script: str) -> None:
        context = WebKit2.WebContext.new_ephemeral()
        context.set_automation_allowed(True)
        context.connect("automation-started", self._automated)
        context.connect("download-started", self._download, downloads)
        manager = WebKit2.UserContentManager()
        manager.add_script(WebKit2.UserScript.new(
            script, WebKit2.UserContentInjectedFrames.ALL_FRAMES,
            WebKit2.UserScriptInjectionTime.START, None, None,
        ))
        manager.connect("script-message-received::window", self._asked)
        manager.register_script_message_handler("window")
        self._view = WebKit2.WebView(
            web_context=context, user_content_manager=manager, is_controlled_by_automation=True,
        )
        self._view.connect("web-process-terminated", self._died)
        self._window = Gtk.Window()
        self._window.add(self._view)
        self._window.set_default_size(1280, 900)
        self._window.show_all()
        self._printing: list[WebKit2.PrintOperation] = []

    def _automated(self, _: object, session: WebKit2.AutomationSession) -> None:
        about = WebKit2.ApplicationInfo()
        about.set_name("window")
        about.set_version(*(
            getattr(WebKit2, f"get_{part}_version")() for part in ("major", "minor", "micro")
        ))
        session.set_application_info(about)
        session.connect("create-web-view", lambda _: self._view)

    def _died(self, view: WebKit2.WebView, reason: WebKit2.WebProcessTerminationReason) -> None:
        print(f"WebKit: {reason.value_nick} at {view.get_uri()}", file=sys.stderr, flush=True)

    def _asked(self, _: object, message: WebKit2.JavascriptResult) -> None:
        what, *given = json.loads(message.get_js_value().to_json(0))
        {"size": self._size, "pdf": self._print, "png": self._draw}[what](*given)

    def _size(self, width: int, height: int) -> None:
        self._window.resize(width, height)
        # Without a window manager keys go where the pointer is, or nowhere.
        self._window.get_window().focus(0)

    def _print(self, path: str) -> None:
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path(f"{path}.part").as_uri())
        operation = WebKit2.PrintOperation.new(self._view)
        operation.set_print_settings(settings)
        operation.connect("finished", lambda _: Path(f"{path}.part").rename(path))
        operation.connect("failed", lambda _, error: print(error.message, file=sys.stderr))
        self._printing.append(operation)
        operation.print_()

    def _draw(self, path: str) -> None:
        def drawn(view: WebKit2.WebView, result: object) -> None:
            view.get_snapshot_finish(result).write_to_png(f"{path}.part")
            Path(f"{path}.part").rename(path)

        self._view.get_snapshot(
            WebKit2.SnapshotRegion.FULL_DOCUMENT, WebKit2.SnapshotOptions.NONE, None, drawn
        )

    def _download(self, _: object, download: WebKit2.Download, folder: Path) -> None:
        def decide(download: WebKit2.Download, name: str) -> bool:
            download.set_destination((folder / f"{name}.part").as_uri())
            download.connect("finished", lambda _: (folder / f"{name}.part").rename(folder / name))
            return True

        download.connect("decide-destination", decide)


if __name__ == "__main__":
    GLib.set_prgname("webkit")
    _window = Window(Path(sys.argv[1]), sys.argv[2])
    Gtk.main()
