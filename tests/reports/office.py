"""LibreOffice without a window, which opens files as an office's computer would."""

import subprocess


def convert(folder, files, form):
    """Write the named contents into the folder, convert them in one call, return the converted ones."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    done = subprocess.run(
        [
            "soffice",
            # A profile of its own: an open LibreOffice elsewhere would take the call over.
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            folder / "converted",
            *(folder / name for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        text=True,
    )
    made = {path.stem: path for path in (folder / "converted").iterdir()}
    assert len(made) == len(files), done.stdout + done.stderr
    return made
