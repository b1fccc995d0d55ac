import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from hub.staticfiles import HubStaticFilesStorage, flatten

STATIC = Path(__file__).resolve().parents[2] / "static"


def read_from(files: dict):
    return files.__getitem__


def test_flatten_puts_an_import_into_its_layer():
    files = {"css/hub.css": '@layer a;\n@import "a.css" layer(a);\n', "css/a.css": "p { margin: 0; }"}

    assert flatten("css/hub.css", read_from(files)) == "@layer a;\n@layer a {\np { margin: 0; }\n}\n"


def test_flatten_puts_an_import_for_a_medium_into_a_media_block():
    files = {"hub.css": '@import "p.css" layer(print) print;', "p.css": "p { margin: 0; }"}

    assert flatten("hub.css", read_from(files)) == "@media print {\n@layer print {\np { margin: 0; }\n}\n}\n"


def test_flatten_keeps_urls_true_when_a_part_lies_in_another_folder():
    files = {"css/hub.css": '@import "parts/a.css";', "css/parts/a.css": 'b { c: url("../../fonts/f.woff2"); }'}

    assert flatten("css/hub.css", read_from(files)) == 'b { c: url("../fonts/f.woff2"); }\n'


def test_flatten_leaves_absolute_and_data_urls_alone():
    files = {"css/hub.css": 'a { b: url("/x.svg"); c: url("data:,x"); d: url("#e"); }'}

    assert flatten("css/hub.css", read_from(files)) == 'a { b: url("/x.svg"); c: url("data:,x"); d: url("#e"); }\n'


def test_flatten_follows_imports_of_imports_and_drops_comments():
    files = {"hub.css": '/* one */ @import "a.css";', "a.css": '@import "b.css";', "b.css": "i { order: 1; }"}

    assert flatten("hub.css", read_from(files)) == "i { order: 1; }\n"


def collect(folder: Path) -> HubStaticFilesStorage:
    """What collectstatic does, for our own files only."""
    source = FileSystemStorage(location=STATIC)
    target = HubStaticFilesStorage(location=folder, base_url="/static/")
    paths = {}
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        name = file.relative_to(STATIC).as_posix()
        if not target.exists(name):
            with source.open(name) as content:
                target.save(name, content)
        paths[name] = (source, name)
    for _name, _hashed, processed in target.post_process(paths):
        if isinstance(processed, Exception):
            raise processed
    return target


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    return collect(tmp_path_factory.mktemp("static"))


def stylesheet(storage: HubStaticFilesStorage) -> str:
    return Path(storage.path(storage.stored_name("css/hub.css"))).read_text()


def test_production_stylesheet_is_one_file_with_hashed_fonts(collected):
    css = stylesheet(collected)

    assert "@import" not in css
    assert re.findall(r"url\(\"?([^)\"]+)", css)
    for url in re.findall(r"url\(\"?([^)\"]+)", css):
        assert Path(collected.path("css"), url).resolve().is_file(), url


def test_production_stylesheet_holds_every_part(collected):
    css = stylesheet(collected)

    assert css.count("@font-face") == STATIC.joinpath("css/base.css").read_text().count("@font-face")
    assert css.count("@layer parts {") == STATIC.joinpath("css/hub.css").read_text().count("layer(parts)")


def test_production_stylesheet_is_small(collected):
    assert len(gzip.compress(stylesheet(collected).encode(), 9)) <= 10_000


def test_collecting_again_gives_the_same_stylesheet(tmp_path):
    first = stylesheet(collect(tmp_path))

    assert stylesheet(collect(tmp_path)) == first


def test_scripts_import_each_other_by_hashed_names(collected):
    for script in STATIC.joinpath("js").glob("*.js"):
        text = Path(collected.path(collected.stored_name(f"js/{script.name}"))).read_text()
        for target in re.findall(r'from\s+"\./([^"]+)"', text):
            assert re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.js", target)


def test_finders_find_the_stylesheet_of_development():
    assert finders.find("css/hub.css") == str(STATIC / "css/hub.css")
