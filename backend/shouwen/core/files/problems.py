"""Everything this room says no with."""

from shouwen.kit.problem import (
    Conflict,
    Forbidden,
    Gone,
    Malformed,
    TooLarge,
    TooMany,
    UnsupportedMedia,
)


class FileTooLarge(TooLarge):
    """More bytes than a file may have."""

    code = "files.too_large"
    zh = "文件过大，单个文件不得超过 {most_megabytes} MB"
    en = "The file is too large; the most is {most_megabytes} MB"


class FileEmpty(Malformed):
    """A file without content."""

    code = "files.empty"
    zh = "文件没有内容"
    en = "The file is empty"


class TypeRefused(UnsupportedMedia):
    """Neither an image nor a paper we keep, whatever its name says."""

    code = "files.type_refused"
    zh = "不接受此类文件；可上传照片（JPEG、PNG、WebP、HEIC）、PDF、Excel（xlsx）、Word（docx）、CSV 和文本"
    en = "This kind of file is not accepted; photos (JPEG, PNG, WebP, HEIC), PDF, xlsx, docx, CSV and text are"


class TypeNotForResidents(UnsupportedMedia):
    """Sheets and documents are the staff's."""

    code = "files.photos_and_pdf_only"
    zh = "请上传照片或 PDF 文件"
    en = "Please send a photo or a PDF"


class FileDamaged(Malformed):
    """It claims to be of a kind that it cannot be read as."""

    code = "files.damaged"
    zh = "文件已损坏或不完整，无法读取"
    en = "The file is damaged or incomplete and cannot be read"


class TooManyPixels(TooLarge):
    """A small file can unfold into an image that fills the memory."""

    code = "files.too_many_pixels"
    zh = "图片尺寸过大，最多 {most_megapixels} 百万像素"
    en = "The image is too large; the most is {most_megapixels} megapixels"


class PackageUnsafe(Malformed):
    """An office file with macros, passwords or links out of itself, or one that unfolds without end."""

    code = "files.package_unsafe"
    zh = "文件含有宏、密码或异常的压缩内容，不能上传"
    en = "The file has macros, a password or suspicious compressed content and is refused"


class DailyQuota(TooMany):
    """Enough for one day."""

    code = "files.daily_quota"
    zh = "24 小时内上传的文件已达上限，请稍后再传"
    en = "You have reached the number or size of files for 24 hours; please try again later"


class LinkedOtherwise(Conflict):
    """One file on one subject has one audience."""

    code = "files.linked_otherwise"
    zh = "该文件已附在此事项上，但可见范围不同"
    en = "This file is already attached to this matter, for another audience"


class InternalNotYours(Forbidden):
    """A resident's files are for the resident."""

    code = "files.internal_not_yours"
    zh = "住户上传的文件只能对住户可见"
    en = "What a resident attaches is visible to the resident"


class BytesGone(Gone):
    """The record is there, the content is not: somebody restored one without the other."""

    code = "files.content_gone"
    zh = "文件内容已丢失，请联系管理员"
    en = "The content of this file is lost; please tell the administrator"
