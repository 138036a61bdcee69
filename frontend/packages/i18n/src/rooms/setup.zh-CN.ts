// The texts of the first account and a new colleague's first visit.
import { addTexts } from "../add-texts.ts";

export const texts = {
  setup: {
    title: "创建第一位管理员",
    text: "系统刚刚装好，还没有人可以登录。请填写首位管理员的信息，之后由管理员邀请同事。",
    no_token: "这个页面需要安装时给出的一次性链接。请从安装日志里复制完整地址打开。",
    name: "姓名",
    username: "用户名",
    password: "密码",
    repeat: "再输一次密码",
    name_needed: "请输入姓名",
    different: "两次输入的密码不一致",
    submit: "创建并前往登录",
    done: "管理员已创建，请登录",
  },
  welcome: {
    title: "设置登录密码",
    text: "请为自己设置一个密码，至少 12 个字符。设置后，其他设备上的登录都会退出。",
    no_token: "这个链接不完整，请重新打开收到的链接，或请管理员再生成一个。",
    submit: "设置密码",
    done: "密码已设置，请用 {{username}} 登录",
  },
} as const;

addTexts(texts);
