"""The command line: ``explainer check`` and friends. ``explainer --help`` lists them."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable
from pathlib import Path

from explainer import schema
from explainer.articles.article import read_all
from explainer.charts import fonts
from explainer.checks import imprint, staleness, translations
from explainer.commands.refusing import Refused
from explainer.data import dataset, dating
from explainer.data.facts import FactError
from explainer.language.known import converter
from explainer.lasting import ledger, ledger_file
from explainer.memo import write_whole
from explainer.problems import InvalidInput, Problems
from explainer.site import Site

_UNWRITABLE = {
    errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EPERM, errno.EROFS
}
"""What hinders the writing of a file."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status (0 well, 1 problems found, 2 wrong usage)."""
    parser = argparse.ArgumentParser(prog="explainer", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="folder with data/ and docs/")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")

    check = commands.add_parser("check", help="check data and articles without building")
    check.add_argument(
        "--annotations", action="store_true", help="also print problems as workflow commands"
    )
    check.set_defaults(run=_check)

    revised = commands.add_parser(
        "revised", help="acknowledge that sections of a translation are up to date"
    )
    revised.add_argument("article", help="file name without .md")
    revised.add_argument("section", nargs="*", help="section ids; all, if none is given")
    revised.set_defaults(run=_revised)

    schema_command = commands.add_parser(
        "schema", help="write the JSON Schemas for editors and the reference of all keys"
    )
    schema_command.set_defaults(run=_schema)

    ledger_command = commands.add_parser(
        "ledger", help="write the ledger of all published addresses and values"
    )
    ledger_command.set_defaults(run=_ledger)

    fonts_command = commands.add_parser(
        "fonts", help="make the small font that charts are drawn with faster"
    )
    fonts_command.set_defaults(run=_fonts)

    showing = commands.add_parser(
        "show", help="show a figure or a record: its words, its evidence, where it is used"
    )
    showing.add_argument("id", help="a figure (net-loss.2020) or the id of a record")
    showing.set_defaults(run=_show)

    impact = commands.add_parser("impact", help="say what a change of data or text changes")
    impact.add_argument("revision", nargs="?", default="HEAD",
                        help="what to compare with; HEAD, if nothing is given")
    impact.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    impact.add_argument("--pictures", type=Path, metavar="FOLDER",
                        help="draw the charts that differ into a folder, before and after")
    impact.set_defaults(run=_impact)

    new = commands.add_parser("new", help="begin a record or an article that the check passes")
    new.add_argument("kind", choices=(
        "source", "metric", "chart", "article", "event", "claim", "change"), help="what to begin; "
        "change: the records of all changes that need one")
    new.add_argument("id", nargs="?", help="its id; a source has the next number by itself")
    new.add_argument("--metric", default="", help="what a chart is to show")
    new.add_argument("--article", default="", help="which article is to show a chart")
    new.add_argument("--reason", action="append", default=[], metavar="LANGUAGE=TEXT",
                     help="why something changed, once for every language")
    new.set_defaults(run=_new)

    renaming = commands.add_parser(
        "rename", help="give a record or an article another id, wherever it is named"
    )
    renaming.add_argument("old", help="the id of a record, or the name of an article")
    renaming.add_argument("new", help="its new one")
    renaming.add_argument("--kind", help="where several have that id: metrics, charts, articles …")
    renaming.add_argument("--reason", action="append", default=[], metavar="LANGUAGE=TEXT",
                          help="why, once for every language")
    renaming.set_defaults(run=_rename)

    init = commands.add_parser("init", help="begin a site of one's own in a new folder")
    init.add_argument("folder", type=Path)
    init.add_argument("--languages", nargs="+", default=(), metavar="CODE", help="such as en fr, "
                      "the first at the root; those of the site here, if none is named")
    init.add_argument("--start", default="tests/sites/cider", help="the site to start from")
    init.set_defaults(run=_init)

    update = commands.add_parser(
        "update", help="take what has changed in the generator since init, or the last update"
    )
    update.add_argument("--from", dest="place", help="where from, if not from where it came")
    update.set_defaults(run=_update)

    sources = commands.add_parser(
        "sources", help="have sources archived, and see whether their addresses answer"
    )
    sources.add_argument("--limit", type=int, default=40, help="how many to do of each")
    sources.add_argument("--pause", type=float, default=8, help="seconds between requests")
    sources.set_defaults(run=_sources)

    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except InvalidInput as error:
        return _report(error.problems)
    except FactError as error:
        print(f"explainer {options.command}: {error.what}. {error.remedy}.", file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads has seen enough
        sys.stdout = None
        return 0
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        print(f"{error.filename or options.root}: {error.strerror}. Nothing was changed.",
              file=sys.stderr)
        return 1


def _check(options: argparse.Namespace) -> int:
    problems = Problems()
    site = Site.read_into(options.root, problems)
    if site:
        staleness.check(site.data, dating.today(), problems)
        imprint.check(site.data, site.articles, problems)
    for warning in problems.warnings:
        print(warning, file=sys.stderr)
        if options.annotations:
            print(warning.as_annotation(), file=sys.stderr)
    if site and not problems:
        records = sum(len(by_id) for by_id in site.data.records.values())
        _write_ids(options.root, site)
        print(f"{records} records and {len(site.articles)} articles are in order")
        return 0
    return _report(problems, options.annotations)


def _write_ids(root: Path, site: Site) -> None:
    """Give editors the ids there are, where they have the schemas that name them."""
    path = root / schema.IDS
    facts = {fact.id for facts in site.addressed_facts.values() for fact in facts}
    text = schema.ids({**site.data.records, "facts": facts}).encode()
    if path.parent.is_dir() and not (path.exists() and path.read_bytes() == text):
        write_whole(path, text)


def _revised(options: argparse.Namespace) -> int:
    problems = Problems()
    data = dataset.read(options.root, problems, converter)
    articles = read_all(options.root, data.site.articles, data.spoken, problems) if data else {}
    try:
        changed = translations.acknowledge(
            options.root, articles, data.site.written if data else (), options.article,
            options.section,
        )
    except KeyError as error:
        print(f"no such article or section: {error}", file=sys.stderr)
        return 2
    print(f"acknowledged: {', '.join(changed) or 'nothing had changed'}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    for path, text in schema.files().items():
        write_whole(options.root / path, text.encode())
    return 0


def _ledger(options: argparse.Namespace) -> int:
    problems, site = Problems(), Site.read(options.root, drafting=True)
    number = ledger.write(site, site.published, problems)
    if problems:
        return _report(problems)
    print(f"{number} addresses are in {ledger_file.FILE}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from explainer.commands import showing

    problems = Problems()
    site = Site.read_into(options.root, problems, drafting=True)
    if site is None:
        return _report(problems)
    print(showing.show(site, options.id))
    return 0


def _impact(options: argparse.Namespace) -> int:
    from explainer.commands import impact, impact_report, pictures, revisions

    problems, earlier = Problems(), Problems()
    after = Site.read_into(options.root, problems, drafting=True)
    if after is None:
        return _report(problems)
    with revisions.checked_out(options.root, options.revision) as folder:
        before = Site.read_into(folder, earlier, drafting=True)
        if before is None:
            raise Refused(f'"{options.revision}" cannot be read: {earlier.summary()}',
                          "Name a revision whose data is in order")
        notes = [
            f"{found.summary()} {when}, which may hide more" for found, when in (
                (earlier, f"in {options.revision}"), (problems, "now (make check)"),
            ) if found
        ]
        told = impact.compare(before, after, options.revision, notes)
        for path in pictures.write(told, before, after, options.pictures) \
                if options.pictures else ():
            print(path, file=sys.stderr)
    write = {"text": impact_report.as_text, "markdown": impact_report.as_markdown,
             "json": impact_report.as_json}
    print(write[options.format](told), end="")
    return 0


def _new(options: argparse.Namespace) -> int:
    from explainer.commands import drafting
    from explainer.data.specimens import TO_WRITE

    if options.kind == "change":
        return _new_changes(options)
    data = dataset.load(options.root)
    for path in drafting.draft(options.root, data, options.kind, options.id,
                               metric=options.metric, article=options.article):
        print(path)
    print(f"Write what stands for a text ({TO_WRITE}), then run make check",
          file=sys.stderr)
    return 0


def _new_changes(options: argparse.Namespace) -> int:
    from explainer.commands import recording

    site = Site.read(options.root, drafting=True)
    for path in recording.record(site, options.reason):
        print(path)
    return 0


def _rename(options: argparse.Namespace) -> int:
    from explainer.commands import renaming

    print(renaming.rename(options.root, options.old, options.new, options.kind, options.reason))
    print("Next: make check. To undo all of it: git stash --include-untracked", file=sys.stderr)
    return 0


def _init(options: argparse.Namespace) -> int:
    from explainer.commands import beginning

    for lacking in beginning.begin(options.root, options.folder, options.languages,
                                   options.start):
        print(lacking, file=sys.stderr)
    print(f"{options.folder} holds a site. Next: cd {options.folder} && make site; its README.md "
          "says the rest")
    return 0


def _update(options: argparse.Namespace) -> int:
    from explainer.commands import beginning

    commit, conflicts = beginning.update(options.root, options.place)
    print(f"Up to date with {commit[:12]}: look at git diff --cached, run make test, and commit")
    for path in conflicts:
        print(f"{path}:1:1: two versions of the same lines. Keep what is right, and remove the "
              "marks.")
    return 1 if conflicts else 0


def _fonts(options: argparse.Namespace) -> int:
    fonts.make()
    return 0


def _sources(options: argparse.Namespace) -> int:
    from explainer.lasting import archiving  # and with it all that speaks to the network

    data = dataset.load(options.root)
    memory = archiving.Memory.read(options.root / ".sources.json")
    run = archiving.Run(options.root, data, memory, dating.today(), pause=options.pause)
    done = [*run.archive(options.limit), *run.check(options.limit)]
    text = archiving.report(run, done)
    (options.root / ".sources.md").write_text(text, "utf-8")
    print(text, end="")
    return 0


def _report(problems: Problems, annotations: bool = False) -> int:
    for problem in problems:
        print(problem)
        if annotations:
            print(problem.as_annotation())
    print(problems.summary(), file=sys.stderr)
    return 1
