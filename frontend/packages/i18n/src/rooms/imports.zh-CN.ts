// The texts of imports.
import { addTexts } from "../add-texts.ts";

export const labels = {
  import_type: {
    units: "房屋",
    residents: "住户",
  },
  operation_state: {
    waiting: "等待中",
    running: "进行中",
    done: "已完成",
    failed: "未能完成",
    cancelled: "已停止",
  },
} as const;

export const texts = {
  labels,
  imports: {
    title: "批量导入",
    what: "导入内容",
    template: "下载模板",
    file: "选择 Excel 或 CSV 文件",
    choose: "选择文件并检查",
    sending: "正在上传…",
    hint: "先检查，不写入任何内容；逐行列出问题后，再决定是否导入。已有的行会跳过，同一文件导入两次等于一次。",
    columns_hint: "表头可用中文或英文，列的顺序不限；带 * 的列必填。",
    checking: "检查：{{what}}",
    importing: "导入：{{what}}",
    progress: "进度",
    far: "已处理 {{done}} / {{total}} 行",
    counting: "正在读取文件…",
    would_write: "可导入",
    written: "已导入",
    skipped: "已有，跳过",
    faulty: "有问题",
    rows: "{{count}} 行",
    stop: "停止",
    stop_check: "停止检查",
    run: "导入 {{count}} 行",
    run_bad: "有问题的 {{count}} 行不会导入。",
    nothing: "没有可以导入的行。",
    another: "换一个文件",
    faults: "问题列表",
    no_faults: "没有发现问题",
    line: "行",
    at_line: "第 {{line}} 行",
    column: "列",
    message: "问题",
    column_letters: "{{letters}} 列",
    whole_row: "整行",
    columns: {
      building: "楼栋",
      label: "房屋编号",
      stair: "单元",
      door: "门牌",
      kind: "用途",
      zone: "片区",
      unit: "房屋编号",
      name: "姓名",
      phone: "电话",
      relation: "关系",
      is_adult: "成年",
      is_emergency_contact: "紧急联系人",
      since: "入住日期",
      note: "备注",
      language: "语言",
      phone_shared: "共用电话",
    },
  },
} as const;

addTexts(texts);
