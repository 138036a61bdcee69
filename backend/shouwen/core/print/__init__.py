"""Print 单据: every paper is one template, shown as a page and kept as a PDF.

A room writes `sheets/NAME.html` beside its code, extending `core/print/sheet.html`, declares its `Form` and answers a
GET with `answer(work, sheet, params)`. Title, number, form version, QR code and page count come from the sheet.
Papers speak Chinese, whatever the language of the screen: they are signed and filed.
"""
