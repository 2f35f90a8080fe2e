"""Forms, translations, resources and fonts: from a checkout, from an installed wheel, and into it."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldcheck import assets
from fieldcheck.domain.errors import Bug

ROOT = Path(assets.__file__).parents[1]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package folder of an installed program, without data yet."""
    package = tmp_path / "site-packages" / "fieldcheck"
    package.mkdir(parents=True)
    monkeypatch.setattr(assets, "_PACKAGE", package)
    assets._root.cache_clear()
    yield package
    assets._root.cache_clear()


def test_a_checkout_has_its_data_beside_the_package() -> None:
    for name in assets.FOLDERS:
        assert assets.folder(name) == ROOT / name


def test_a_wheel_has_its_data_inside_the_package(installed: Path) -> None:
    for name in assets.FOLDERS:
        (installed / "_data" / name).mkdir(parents=True)
    assert assets.folder("forms") == installed / "_data" / "forms"


def test_an_installation_without_data_says_so(installed: Path) -> None:
    (installed / "_data" / "forms").mkdir(parents=True)
    with pytest.raises(Bug, match="ontbreken"):
        assets.folder("forms")


@pytest.mark.parametrize("name", ["tests", "", "../forms", "forms/intake-park"])
def test_other_folders_are_not_given(name: str) -> None:
    with pytest.raises(Bug):
        assets.folder(name)


def test_missing_fonts_and_forms_are_named() -> None:
    with pytest.raises(Bug, match=r"Comic\.ttf"):
        assets.font("Comic.ttf")
    with pytest.raises(Bug, match="geen-formulier"):
        assets.form_source("geen-formulier")


def test_every_font_is_there_with_its_licence() -> None:
    wanted = {f"NotoSans-{style}.ttf" for style in ("Regular", "Medium", "SemiBold", "Bold", "Italic")}
    wanted |= {f"NotoSansArabic-{style}.ttf" for style in ("Regular", "SemiBold", "Bold")}
    wanted |= {f"NotoSansSC-{style}.ttf" for style in ("Regular", "Bold")}
    wanted |= {f"NotoSans{family}-Regular.ttf" for family in ("Mono", "Symbols", "Symbols2")}
    assert {path.name for path in assets.fonts()} == wanted
    assert assets.font("NotoSans-Regular.ttf").read_bytes()[:4] == b"\0\1\0\0"
    assert "SIL OPEN FONT LICENSE Version 1.1" in assets.font("NotoSans-Bold.ttf").with_name(
        "OFL.txt"
    ).read_text(encoding="utf-8")


def _hook(directory: Path) -> Any:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "packaging" / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.DataHook(str(ROOT), {}, None, None, str(directory), "wheel")


def test_the_wheel_takes_all_data_with_compiled_catalogues(tmp_path: Path) -> None:
    hook = _hook(tmp_path)
    build: dict[str, Any] = {"force_include": {}}
    hook.initialize("standard", build)
    sources = {Path(source) for source in build["force_include"]}
    targets = set(build["force_include"].values())
    assert all(source.is_file() for source in sources)
    assert "fieldcheck/_data/resources/fonts/NotoSans-Regular.ttf" in targets
    assert "fieldcheck/_data/translations/pl/letters.mo" in targets
    assert not [target for target in targets if target.endswith(".po")]
    hook.finalize("standard", build, "")
    assert not [source for source in sources if source.suffix == ".mo" and source.exists()]


def test_a_development_install_copies_nothing(tmp_path: Path) -> None:
    hook = _hook(tmp_path)
    build: dict[str, Any] = {"force_include": {}}
    hook.initialize("editable", build)
    hook.finalize("editable", build, "")
    assert build["force_include"] == {}
