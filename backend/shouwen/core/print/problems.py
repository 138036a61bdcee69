"""Why a paper is not to be had."""

from shouwen.kit.problem import Unavailable


class PdfUnavailable(Unavailable):
    """What the PDF is set with is not on this machine; the page prints all the same."""

    code = "print.pdf_unavailable"
    zh = "本机缺少生成 PDF 所需的组件（{missing}），请改用网页打印，或请管理员安装"
    en = "This machine lacks what a PDF is made with ({missing}); print the page instead, or have it installed"


class PdfBusy(Unavailable):
    """As many papers are being set as this machine may set at once."""

    code = "print.pdf_busy"
    zh = "正在生成的 PDF 较多，请稍后再试"
    en = "Too many papers are being made just now; please try again shortly"
    retry_after = 5
