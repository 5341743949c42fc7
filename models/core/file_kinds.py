"""What a file is by its first and last bytes, whatever its name says, and what to do with it where it is not read."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: Bytes of the beginning and of the end of a file that are looked at; names of the members of an archive are at its end.
HEAD_BYTES, TAIL_BYTES = 4096, 64 * 1024
#: Characters that no text has.
_CONTROL = bytes(sorted({*range(9), *range(14, 27), *range(28, 32)}))
_BLANK = b" \t\r\n\xef\xbb\xbf"


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    Args:
        name: Short name, by which readers say that they read the kind.
        title: What such a file is, in messages: "an Excel workbook".
        way_out: What to do with it where nothing reads it.
        recognizes: Function of the first and the last bytes of a file that tells whether it is of the kind.
        endings: Endings of names of such files, in lower case; for files of kinds without a mark of their own.
    """

    name: str
    title: str
    way_out: str
    recognizes: Callable[[bytes, bytes], bool]
    endings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.title}: {self.way_out}" if self.way_out else self.title


def kind_of(head: bytes, tail: bytes = b"") -> FileKind | None:
    """Return the kind of a file; None for one without a mark, such as plain text.

    Args:
        head: Its first bytes, HEAD_BYTES or more where it has them.
        tail: Its last bytes, TAIL_BYTES or more where it has them; without them, members of archives are not looked at.
    """
    return next((kind for kind in KINDS if kind.recognizes(head[:HEAD_BYTES], tail[-TAIL_BYTES:])), None)


def kind_of_file(path: Path) -> FileKind | None:
    """Return the kind of a stored file; None for one without a mark."""
    with path.open("rb") as file:
        return kind_of_stream(file)


def kind_of_stream(file: IO[bytes]) -> FileKind | None:
    """Return the kind of a file that is open at its start, and leave it there."""
    head = file.read(HEAD_BYTES)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    file.seek(0)
    return kind_of(head, tail)


def kind_of_name(name: str) -> FileKind | None:
    """Return the kind that the ending of a name says, of the kinds that are known by it."""
    lower = name.lower()
    return next((kind for kind in KINDS if kind.endings and lower.endswith(kind.endings)), None)


def _begins(*marks: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda head, tail: head.startswith(marks)


def _binary(*marks: bytes) -> Callable[[bytes, bytes], bool]:
    """Recognize marks that are letters alone, as the first word of a table may be: such a file has a character that no text has."""
    return lambda head, tail: head.startswith(marks) and head[:256].translate(None, _CONTROL) != head[:256]


def _zipped(*members: bytes) -> Callable[[bytes, bytes], bool]:
    """Recognize ZIP archives by a member, whose name is in the directory at the end of the file."""
    return lambda head, tail: head.startswith(b"PK") and any(member in tail or member in head[:128] for member in members)


def _first_member(head: bytes) -> bytes:
    """Return the name of the first member of a ZIP archive."""
    return head[30 : 30 + int.from_bytes(head[26:28], "little")] if head[:4] == b"PK\x03\x04" else b""


def _is_npz(head: bytes, tail: bytes) -> bool:
    return _first_member(head).endswith(b".npy")


def _is_idx_archive(head: bytes, tail: bytes) -> bool:
    """Recognize archives of the files of MNIST and its kin by the names of their members."""
    first = head[:100].rstrip(b"\0") if head[257:262] == b"ustar" else b""
    return any(mark in first or mark in _first_member(head) for mark in (b"idx1-ubyte", b"idx3-ubyte", b".idx")) or (
        head[:2] == b"PK" and (b"idx1-ubyte" in tail or b"idx3-ubyte" in tail)
    )


def _text(*words: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda head, tail: head.lstrip(_BLANK)[:64].lower().startswith(words)


def _boxed(*brands: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda head, tail: head[4:8] == b"ftyp" and head[8:12] in brands


def _riff(form: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda head, tail: head[:4] == b"RIFF" and head[8:12] == form


def _is_svg(head: bytes, tail: bytes) -> bool:
    start = head.lstrip(_BLANK).lower()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in start)


def _is_idx(head: bytes, tail: bytes) -> bool:
    return len(head) > 8 and head[:2] == b"\0\0" and head[2] in (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E) and 1 <= head[3] <= 8


def _is_bitmap(head: bytes, tail: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"


def _is_pickle(head: bytes, tail: bytes) -> bool:
    return head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05") and tail.endswith(b".")


def _is_matlab(head: bytes, tail: bytes) -> bool:
    return head.startswith((b"MATLAB 5.0 MAT-file", b"MATLAB 7.3 MAT-file"))


def _is_json(head: bytes, tail: bytes) -> bool:
    start = head.lstrip(_BLANK)
    return start[:1] in (b"{", b"[") and start[1:].lstrip(_BLANK)[:1] in (b'"', b"{", b"[", b"}")


_PICTURES = "send images as a ZIP or tar archive with one folder for each class"
_CONVERT = "convert it to PNG or JPEG"
_DOCUMENT = "save what is in it as plain text (.txt), or its tables as CSV"
_UNPACK = "unpack it, and send what is in it"
_MEDIA = "convert it to arrays (.npy) or to images"
_HOLDS = "export its tables as CSV or Parquet"
#: Every known kind; the first that recognizes a file is its kind.
KINDS: tuple[FileKind, ...] = (
    FileKind("xlsx", "an Excel workbook", "save it as CSV", _zipped(b"xl/workbook.", b"xl/worksheets/")),
    FileKind("ods", "an OpenDocument spreadsheet", "save it as CSV", _zipped(b"vnd.oasis.opendocument.spreadsheet")),
    FileKind("document", "a document of a word processor", _DOCUMENT, _zipped(b"word/document.xml", b"vnd.oasis.opendocument.text")),
    FileKind("slides", "a presentation", _DOCUMENT, _zipped(b"ppt/presentation.xml", b"vnd.oasis.opendocument.presentation")),
    FileKind("epub", "a book (EPUB)", _DOCUMENT, _zipped(b"application/epub+zip")),
    FileKind("keras", "a Keras model (.keras)", "import it at POST /v1/models as its architecture and weights", _zipped(b"model.weights.h5")),
    FileKind("torch", "a PyTorch file", "save its tensors with numpy.savez; it is never unpickled", _zipped(b"/data.pkl")),
    FileKind("npz", "a NumPy archive (NPZ)", "", _is_npz),
    FileKind("idx_archive", "an archive of IDX files", "", _is_idx_archive),
    FileKind("zip", "a ZIP archive", _UNPACK, _begins(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")),
    FileKind("xls", "an Excel workbook or another document of early Office", "save it as .xlsx or CSV", _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    FileKind("gzip", "a gzip file", _UNPACK, _begins(b"\x1f\x8b")),
    FileKind("bzip2", "a bzip2 file", _UNPACK, lambda head, tail: head[:3] == b"BZh" and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")),
    FileKind("xz", "an xz file", _UNPACK, _begins(b"\xfd7zXZ\0")),
    FileKind("zstd", "a Zstandard file", _UNPACK + ", or pack it with gzip", _begins(b"\x28\xb5\x2f\xfd")),
    FileKind("lz4", "an LZ4 file", _UNPACK + ", or pack it with gzip", _begins(b"\x04\x22\x4d\x18")),
    FileKind("7z", "a 7z archive", _UNPACK + " as a ZIP archive", _begins(b"7z\xbc\xaf\x27\x1c")),
    FileKind("rar", "a RAR archive", _UNPACK + " as a ZIP archive", _begins(b"Rar!\x1a\x07")),
    FileKind("tar", "a tar archive", _UNPACK, lambda head, tail: head[257:262] == b"ustar"),
    FileKind("npy", "a NumPy array (NPY)", "", _begins(b"\x93NUMPY")),
    FileKind("parquet", "a Parquet file", _HOLDS, lambda head, tail: head[:4] == b"PAR1" and (tail[-4:] == b"PAR1" or _binary(b"PAR1")(head, tail))),
    FileKind("arrow", "an Arrow file", _HOLDS, _begins(b"ARROW1\0\0")),
    FileKind("arrow_stream", "an Arrow stream", _HOLDS, lambda head, tail: head[:4] == b"\xff\xff\xff\xff" and head[6:8] == b"\0\0"),
    FileKind("feather", "a Feather file of version 1", "write it with version 2, as pyarrow.feather.write_feather does", _binary(b"FEA1")),
    FileKind("avro", "an Avro file", _HOLDS, _begins(b"Obj\x01")),
    FileKind("orc", "an ORC file", _HOLDS, _binary(b"ORC")),
    FileKind(
        "mat",
        "a MATLAB file (.mat)",
        "save each variable as an array with scipy.io.loadmat and numpy.savez, or with writematrix as CSV",
        _is_matlab,
        (".mat",),
    ),
    FileKind(
        "hdf5",
        "an HDF5 file",
        "save its arrays with numpy.savez, its tables as CSV or Parquet; a Keras model goes to POST /v1/models",
        _begins(b"\x89HDF\r\n\x1a\n"),
        (".h5", ".hdf5"),
    ),
    FileKind("netcdf", "a NetCDF file", "save its variables with numpy.savez", _binary(b"CDF\x01", b"CDF\x02", b"CDF\x05"), (".nc",)),
    FileKind("fits", "a FITS file", "save its arrays with numpy.savez, its tables as CSV", _begins(b"SIMPLE  =")),
    FileKind("sqlite", "an SQLite database", _HOLDS, _begins(b"SQLite format 3\0"), (".sqlite", ".db")),
    FileKind("stata", "a Stata file", _HOLDS, _begins(b"<stata_dta>"), (".dta",)),
    FileKind("spss", "an SPSS file", _HOLDS, _binary(b"$FL2", b"$FL3"), (".sav",)),
    FileKind("sas", "a SAS file", _HOLDS, lambda head, tail: head[12:16] == b"\xc2\xea\x81\x60", (".sas7bdat", ".xpt")),
    FileKind(
        "r", "a file of R's objects", "write its tables with write.csv", _begins(b"RDX2\n", b"RDX3\n", b"X\n\0\0\0", b"A\n2\n"), (".rds", ".rdata")
    ),
    FileKind(
        "pickle",
        "a pickle of Python objects",
        "save numbers with numpy.savez, tables as CSV; a pickle may hold code and is never loaded",
        _is_pickle,
        (".pkl", ".pickle", ".joblib"),
    ),
    FileKind(
        "heic",
        "a HEIC image",
        "install the extra `heic` on the server, or send JPEG",
        _boxed(b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"),
        (".heic", ".heif"),
    ),
    FileKind("avif", "an AVIF image", _CONVERT, _boxed(b"avif", b"avis"), (".avif",)),
    FileKind("jxl", "a JPEG XL image", _CONVERT, _begins(b"\xff\x0a\x18", b"\0\0\0\x0cJXL \r\n\x87\n")),
    FileKind("jp2", "a JPEG 2000 image", _CONVERT, _begins(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")),
    FileKind("psd", "a Photoshop image", _CONVERT, _binary(b"8BPS\0")),
    FileKind("dicom", "a DICOM image", _CONVERT, lambda head, tail: head[128:132] == b"DICM", (".dcm",)),
    FileKind("png", "a PNG image", _PICTURES, _begins(b"\x89PNG\r\n\x1a\n")),
    FileKind("jpeg", "a JPEG image", _PICTURES, _begins(b"\xff\xd8\xff")),
    FileKind("gif", "a GIF image", _PICTURES, _begins(b"GIF87a", b"GIF89a")),
    FileKind("tiff", "a TIFF image", _PICTURES, _begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    FileKind("webp", "a WebP image", _PICTURES, _riff(b"WEBP")),
    FileKind("bmp", "a BMP image", _PICTURES, _is_bitmap),
    FileKind(
        "sound",
        "a sound file",
        _MEDIA,
        lambda head, tail: _riff(b"WAVE")(head, tail) or _binary(b"OggS", b"fLaC", b"ID3")(head, tail),
        (".mp3", ".wav", ".flac"),
    ),
    FileKind("video", "a video", _MEDIA, lambda head, tail: head[4:8] == b"ftyp" or _riff(b"AVI ")(head, tail) or head[:4] == b"\x1aE\xdf\xa3"),
    FileKind("netpbm", "a Netpbm image (PPM, PGM or PBM)", _CONVERT, _begins(b"P4\n", b"P5\n", b"P6\n"), (".ppm", ".pgm", ".pbm")),
    FileKind("icon", "an icon (ICO)", _CONVERT, _begins(b"\0\0\x01\0"), (".ico",)),
    FileKind("eps", "a PostScript file", _CONVERT, _begins(b"%!PS"), (".eps",)),
    FileKind("lfs", "a pointer of Git LFS, without the file", "fetch the file with git lfs pull, and send that", _begins(b"version https://git-lfs")),
    FileKind("pdf", "a PDF document", _DOCUMENT, _begins(b"%PDF-"), (".pdf",)),
    FileKind("rtf", "a document in Rich Text Format", _DOCUMENT, _begins(b"{\\rtf")),
    FileKind("svg", "an SVG drawing", _CONVERT, _is_svg, (".svg",)),
    FileKind(
        "html",
        "a page of HTML",
        "save its table as CSV; was a page of an error or of a login saved instead of the file?",
        _text(b"<!doctype html", b"<html", b"<head", b"<body", b"<table"),
        (".html", ".htm"),
    ),
    FileKind("xml", "an XML file", _HOLDS, _text(b"<?xml"), (".xml",)),
    FileKind("json", "a JSON file", "send an array of objects, or one object a line", _is_json),
    FileKind("idx", "an IDX file", "", _is_idx),
)
