// The texts of who holds which rights, and the links people sign in by.
import { addTexts } from "../add-texts.ts";

export const labels = {
  role: {
    system_admin: "系统管理员",
    manager: "项目经理",
    supervisor: "主管",
    duty_butler: "值班管家",
    zone_butler: "区域管家",
    engineer: "工程人员",
    cashier: "收费员",
    guard: "秩序维护员",
  },
  reach: {
    own: "本人相关的",
    zone: "本片区",
    department: "本部门",
    community: "整个范围",
  },
} as const;

export const texts = {
  labels,
  rights: {
    title: "权限",
    screen: "角色与授权",
    staff: "员工",
    role: "角色",
    place: "范围",
    company: "全公司",
    since: "自",
    until: "至",
    act: "操作",
    search: "姓名",
    any_role: "全部角色",
    ended: "含已结束的",
    total: "共 {{count}} 项",
    nobody: "没有符合条件的授权",
    nobody_text: "换个条件试试；新员工要先授权，才能看到事项。",
    give: "授权",
    given: "已授权",
    staff_needed: "请选择一位员工",
    role_needed: "请选择角色",
    place_needed: "请选择范围",
    community: "小区",
    zone: "片区",
    department: "部门",
    narrow_hint: "不选就是整个小区；片区和部门只能选一个",
    end: "结束",
    end_of: "结束授权：{{name}}（{{role}}）",
    end_text:
      "立即生效：此人不能再以这个角色查看和操作。经手的记录不变，名下的事项仍由此人负责，可以先移交。",
    was_ended: "授权已结束",
    see_as: "能看到什么",
    see_as_of: "能看到什么：{{name}}（{{role}}）",
    roles: "各角色的权限",
    role_text: "范围：{{place}}。以下是这个角色可以看到和做的。",
    roles_text: "实际范围以授权为准：授权到片区或部门时，只及于那里。",
    screens: "可打开的页面",
    no_screens: "只有消息",
    new_staff: "新增员工",
    staff_made: "员工已新增",
    username_for: "登录用户名",
    username_hint: "填写后会生成首次登录的链接；留空则暂时不能登录",
    link: "登录链接",
    link_of: "登录链接：{{name}}",
    link_text:
      "请把链接交给本人，由其自己设置密码。链接三天内有效，只能用一次；新链接会让旧链接失效。",
    link_make: "生成链接",
    link_username: "还没有用户名，请先填写",
    link_ready: "用户名：{{username}}，有效至 {{until}}",
    link_copy: "复制链接",
    link_copied: "链接已复制",
    link_once: "关闭后不会再显示。",
  },
} as const;

addTexts(texts);
