"""What is built is what is written: every file that the program reads is in the wheel, and is found from there."""

import configparser
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib import import_module, resources
from pathlib import Path

import pytest
from setuptools import find_packages

ROOT = Path(__file__).resolve().parents[2]
#: Folders that are packages of data, beside src/eduportal itself, with the names of those packages.
DATA = {"content_types": "content_types", "docs/user": "user_guide", "etc": "etc", "skins": "skins",
        "workflows": "workflows"}
SHARED_PACKAGES = str(Path(pytest.__file__).resolve().parents[1])

#: Run by another Python: prints the names, given as "package path", that an installed eduportal does not have.
LOOK = """
import sys, warnings
warnings.simplefilter("ignore")
import pkg_resources
from importlib import resources
import eduportal
assert not eduportal.__file__.startswith(sys.argv[2]), eduportal.__file__
for line in open(sys.argv[1], encoding="utf-8"):
    package, _, path = line.rstrip("\\n").partition(" ")
    if not resources.files(package).joinpath(path).is_file() or not pkg_resources.resource_exists(package, path):
        print(line, end="")
"""


def tracked(*folders):
    """Return the files that git tracks or would track below ``folders``, as text with slashes, sorted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def declared():
    """Return the packages that setup.cfg names."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    return settings["options"]["packages"].split()


def shipped_as(name):
    """Return the path in the wheel of a file of the project."""
    if name.startswith("src/"):
        return name.removeprefix("src/")
    folder = next(folder for folder in DATA if name.startswith(f"{folder}/"))
    return f"eduportal/{DATA[folder]}{name.removeprefix(folder)}"


def run(*command, **environment):
    """Run ``command``; its output is shown when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of the project as a fresh clone has it: no build/, no egg-info, nothing that git ignores."""
    folder = tmp_path_factory.mktemp("clone")
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return folder


@pytest.fixture(scope="module")
def built(source, tmp_path_factory):
    """Return (sdist, wheel), the wheel built from the sdist, as `make dist` does."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source))
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """A file with one line "package path" for each data file of the project."""
    lines = [f"eduportal.{package} {name.removeprefix(f'{folder}/')}"
             for folder, package in DATA.items() for name in tracked(folder)]
    lines += [f"eduportal {name.removeprefix('src/eduportal/')}" for name in tracked("src/eduportal")]
    path = tmp_path_factory.mktemp("wanted") / "files.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_setup_cfg_names_every_package():
    """A package that setup.cfg forgets is silently missing from the wheel."""
    found = set(find_packages(str(ROOT / "src"))) | {f"eduportal.{package}" for package in DATA.values()}
    assert sorted(found - set(declared())) == [], "add these to packages in setup.cfg"
    assert sorted(set(declared()) - found) == [], "remove these from packages in setup.cfg"


def test_every_folder_with_python_files_is_a_package():
    folders = {str(Path(name).parent) for name in tracked("src/eduportal") if name.endswith(".py")}
    assert [folder for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()] == []


def test_the_wheel_holds_exactly_what_is_tracked(built):
    """Every file of the program, no more: what git ignores or what was deleted is not shipped."""
    names = {name for name in zipfile.ZipFile(built[1]).namelist() if ".dist-info/" not in name}
    tracked_names = {shipped_as(name) for name in tracked("src", *DATA)}
    assert sorted(tracked_names - names) == [], "not shipped; see package_data in setup.cfg"
    assert sorted(names - tracked_names) == [], "shipped, but not tracked"


def test_the_wheel_carries_the_licence(built):
    names = zipfile.ZipFile(built[1]).namelist()
    assert {name.rsplit("/", 1)[1] for name in names if ".dist-info/" in name} >= {"LICENSE", "NOTICE", "METADATA"}


def test_the_source_archive_holds_what_a_developer_needs(built):
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    kept = tracked("src", "tests", "tools", "bench", "docs", *DATA, "Makefile", "development.ini")
    kept += ["LICENSE", "README.md", "README.vi.md", "CONTRIBUTING.md", "requirements.lock", "requirements-dev.lock"]
    assert sorted(set(kept) - names) == []


def test_an_installed_wheel_finds_its_files(built, wanted, tmp_path):
    """Both ways that the libraries use: importlib.resources, and pkg_resources for Pyramid's asset names."""
    zipfile.ZipFile(built[1]).extractall(tmp_path / "site")
    (tmp_path / "look.py").write_text(LOOK, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path / "site"), SHARED_PACKAGES))
    missing = run(sys.executable, "-S", str(tmp_path / "look.py"), str(wanted), str(ROOT), PYTHONPATH=path)
    assert missing == ""


def test_an_editable_install_finds_its_files(source, wanted, tmp_path):
    """A new environment sees the packages of this one, but after its own, so that the two eduportals do not meet."""
    venv.create(tmp_path / "env", with_pip=False)
    python = str(tmp_path / "env/bin/python")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-index")
    run(python, "-m", "pip", "install", *options, "--editable", str(source), PYTHONPATH=SHARED_PACKAGES)
    (tmp_path / "look.py").write_text(LOOK, encoding="utf-8")
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (own / "shared.pth").write_text(SHARED_PACKAGES + "\n", encoding="utf-8")
    missing = run(python, str(tmp_path / "look.py"), str(wanted), str(ROOT))
    assert missing == ""


def test_this_install_finds_its_files(wanted):
    for line in wanted.read_text("utf-8").splitlines():
        package, _, path = line.partition(" ")
        assert resources.files(package).joinpath(path).is_file(), line


def test_the_declared_commands_exist():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    entries = settings["options.entry_points"]
    for line in (entries["console_scripts"] + entries["paste.app_factory"]).strip().splitlines():
        module, _, name = line.partition("=")[2].strip().partition(":")
        assert callable(getattr(import_module(module), name)), line
