"""Fold names so that spellings of one name in one script meet: case, accents, hyphens, apostrophes, Chinese scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʹʻʼ`´ʾʿ\u0307"), "")
_BREAKS = re.compile(r"[\s\-‐-―_/.,;:()\[\]«»\"“”·・]+")

_TRADITIONAL = (
    "門门國国東东馬马烏乌魯鲁齊齐爾尔羅罗蘭兰達达維维諾诺貝贝賓宾濱滨頓顿蓋盖亞亚龍龙陽阳陰阴島岛灣湾臺台廣广莊庄漢汉濟济寧宁"
    "連连雲云貴贵遼辽鄭郑錫锡鎮镇縣县區区圖图興兴滿满裡里綏绥環环瑪玛麗丽倫伦倉仓倭倭偉伟僑侨價价優优兒儿內内冊册凱凯劉刘"
    "劍剑勞劳勝胜勞劳華华葉叶萬万處处蘇苏衛卫諸诸謝谢賀贺車车軍军轉转農农還还過过運运遠远進进道道邊边郵邮鄉乡釋释野野釣钓"
    "鐵铁鑽钻長长開开間间關关陝陕陳陈際际隨随隴陇雙双離离雞鸡電电霍霍靈灵頭头順顺須须領领額额風风飛飞飯饭館馆駐驻騰腾驛驿體体"
    "魚鱼鮮鲜鯨鲸鳳凤鴨鸭鶴鹤鹽盐麥麦黃黄點点黨党齒齿會会傑杰傳传債债傷伤億亿劃划勵励協协單单嚴严團团園园圍围圓圆堅坚場场塊块塔塔"
    "塞塞墾垦壓压壩坝壽寿夾夹奧奥婦妇孫孙學学實实審审寫写寶宝專专將将尋寻對对導导層层屬属岡冈峽峡崗岗嶺岭幾几庫库廈厦廠厂廟庙廢废"
    "彌弥彎弯後后徑径從从復复憲宪懷怀戰战戶户拋抛揚扬換换擊击據据擁拥擇择擴扩攔拦斬斩斷断於于時时晉晋暢畅書书楊杨極极榮荣構构標标"
    "樂乐樓楼樹树橋桥機机橫横檢检權权歐欧歲岁歸归殺杀氣气氫氢決决況况洩泄淚泪淨净淺浅減减湯汤準准溝沟滅灭滬沪漲涨漁渔潔洁潛潜澤泽"
    "濃浓瀋沈瀏浏瀘泸災灾為为無无煉炼煙烟熱热燈灯燒烧營营爐炉爭争牆墙獨独獲获獻献現现瓊琼產产畢毕畫画當当療疗發发盜盗盡尽監监盤盘"
    "眾众矯矫礦矿碼码磚砖祿禄禍祸禦御禮礼種种稱称穀谷積积穩稳窮穷競竞筆笔節节範范築筑簡简糧粮紀纪約约紅红納纳級级紐纽線线組组結结"
    "絕绝絡络給给統统絲丝經经綠绿網网緊紧緬缅編编緣缘縱纵總总織织繞绕繩绳繼继續续纜缆罰罚罷罢義义習习聖圣聞闻聯联聲声職职聽听肅肃"
    "腦脑腫肿膠胶臨临舉举舊旧艦舰艙舱莫莫莖茎薩萨藍蓝藏藏藝艺藥药蘊蕴號号虧亏蟲虫術术補补裝装製制複复見见規规視视親亲觀观計计訂订"
    "訊讯討讨訓训設设許许訴诉評评詞词試试詢询話话該该詳详語语誤误說说課课調调談谈請请論论證证識识議议護护讀读變变讓让豐丰負负財财"
    "貢贡貨货販贩責责貯贮費费貿贸賓宾賣卖質质賬账賽赛贊赞贏赢趙赵跡迹踐践輕轻載载輔辅輛辆輪轮輸输轄辖辦办遞递遙遥適适選选遷迁郟郏鄰邻"
    "醫医針针鈔钞鈣钙鈾铀鈿钿鉀钾鉅巨鉤钩銀银銅铜銷销鋁铝鋒锋鋼钢錄录錢钱錦锦錯错鍋锅鎖锁鏈链鏡镜鑒鉴閉闭閘闸閣阁閱阅隊队階阶難难霧雾"
    "靜静頁页項项預预頻频題题顏颜願愿類类顧顾顯显飄飘養养餘余駛驶騎骑驗验驚惊髮发鬥斗魏魏鯉鲤鳥鸟鴻鸿鵬鹏麵面龐庞龜龟"
)
_SIMPLIFY = {ord(t): s for t, s in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return the folded form of a name: the key under which the gazetteer keeps it.

    Case, accents of Latin letters, ``ё`` and ``е``, hyphens and spaces, apostrophes and the soft sign's Latin
    spellings, and traditional against simplified Chinese fall together. Scripts do not: ``Орал`` and ``Oral`` differ.

    >>> fold("Ыстық-Көл"), fold("Małaszewicze"), fold("滿洲里")
    ('ыстық көл', 'malaszewicze', '满洲里')
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е").translate(_APOSTROPHES)
    if not text.isascii():
        text = _ODD.sub(_plainly, text.translate(_SIMPLIFY)).translate(_APOSTROPHES)
    return _BREAKS.sub(" ", text).strip()


_ODD = re.compile("[\u0080-\u036f\u1e00-\u2e00]")
"""Accented Latin letters, combining marks and signs: neither ASCII nor a letter of another script."""


def _plainly(match: re.Match[str]) -> str:
    return _plain(match.group())


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    return anyascii(char).lower() if char.isalpha() else ("" if unicodedata.combining(char) else char)


@lru_cache(maxsize=16384)
def romanise(name: str) -> str:
    """Return the folded name in ASCII letters, for comparing names across scripts: ``满洲里`` -> ``manzhouli``."""
    text = anyascii(fold(name)).casefold()
    return re.sub(r"[^a-z0-9 ]", "", text)


def script(name: str) -> str:
    """Return the script of a name: ``latin``, ``cyrillic``, ``han`` or ``other`` (mixed names too)."""
    found = set()
    for char in name:
        if not char.isalpha():
            continue
        if char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
            found.add("latin")
        elif "\u0400" <= char <= "\u052f":
            found.add("cyrillic")
        elif "\u4e00" <= char <= "\u9fff":
            found.add("han")
        else:
            found.add("other")
    return found.pop() if len(found) == 1 else "other"
