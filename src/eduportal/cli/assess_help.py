"""What ``eduportal assess --help`` says of each question."""

EXAMPLES = """
Marks are text ("8", "7,5", "7.5") or whole numbers, 0 to 10 with at most one decimal; results by comments are "Đ" and
"CĐ"; null or "" is a mark that is not there yet, and then nothing is computed: {"average":null,"missing":["gk"]}.
A field that a question does not have is refused; "id" may stand in every question and comes back in its answer.
Every answer says "because" and "rule". A bad line gives {"error":"<field>: ...","field":"<field>"}.

subject_term   {"ask":"subject_term","rules":"tt58","tx":["8","7,5"],"dk":["7","8"],"ck":"8"}
               {"ask":"subject_term","rules":"tt26 or tt22","tx":["8","9"],"gk":"7","ck":"8"}  -> {"average":"7.9", ...}
               {"ask":"subject_term","rules":"tt22","comments":["Đ","CĐ"],"gk":"Đ","ck":"Đ"}  -> {"result":"CĐ", ...}
               "lessons" (a year; tt58 also "lessons_per_week"): as many continuous marks as these lessons want are
               asked for; without it the list that is given counts as complete.
               "no_make_up":["gk"]: this missing test was not made up and counts as 0 or CĐ.
subject_year   {"ask":"subject_year","rules":"tt22","term1":"7.9","term2":"8.5"}  -> {"average":"8.3", ...}
               "miễn" is an exempt term; "only":2 says that the subject is taught in term 2 only.
columns        {"ask":"columns","rules":"tt22","kind":"mark","lessons":70}  -> {"columns":{"tx":3,"gk":1,"ck":1}, ...}
               "kind": mark or comment; "periodic": number of periodic tests under tt58 (default 2).
classify       {"ask":"classify","rules":"tt58 or tt26 or tt22","marks":{"Toán":"8",...},"comments":{"Thể dục":"Đ",...},
                "core":["Toán","Ngữ văn"],"specialised":null}
               -> {"average":"8.1","base":"Trung bình","level":"Khá","because":"...", ...}  (tt22: average null)
               Subjects may have any name. "core" may be left out where Toán, Ngữ văn (tt26: and the foreign language)
               go by these names. "miễn" is an exempt subject. Under tt22 core and specialised may stand
               there and count for nothing; each must be a subject of "marks" all the same.
               "switches":{"tt22_uplift_comments":"no"}: other readings of the circulars (see switches).
               Primary schools, the year by TT 27/2020, Điều 9 (tt30-22, tt30: TT 30/2014 with, without TT 22/2016):
               {"ask":"classify","rules":"tt27","subjects":{"Toán":"T","Âm nhạc":"H"},"qualities":{"Nhân ái":"T"},
                "competences":{"Ngôn ngữ":"Đ"},"tests":{"Toán":"9"}}
               -> {"average":null,"base":"Hoàn thành","level":"Hoàn thành","because":"...", ...}
               subjects: T, H, C (tt30: H, C); qualities, competences: T, Đ, C (tt30: Đ, CĐ); tests: the marks at the
               end of the year, whole numbers; a list such as ["9","8"] is the parts of one test.
reassess       as classify (tt58, tt26, tt22) with "retests":{"Toán":"6"}: the results of what was taken again. The
               first results must be those of a student who is assessed again: Yếu (tt22: Chưa đạt); with "conduct"
               (tt22: "training") or "absences" these must allow it too: at least Trung bình (Đạt), at most 45.
               tt27, tt30-22, tt30: as classify with "again":{"subjects":{"Toán":"H"},"tests":{"Toán":"6"}}.
training_year  {"ask":"training_year","term1":"Tốt","term2":"Đạt"}  -> {"training":"Khá", ...}
title          {"ask":"title","rules":"tt58","conduct":"Tốt","level":"Khá"}  -> {"title":"Học sinh tiên tiến", ...}
year_end       {"ask":"year_end","rules":"tt58 or tt26","conduct":"Khá","level":"Giỏi","absences":12}
               -> {"decision":"Lên lớp","title":"Học sinh tiên tiến", ...}
               {"ask":"year_end","rules":"tt22","training":"Tốt","learning":"Khá","absences":12,"subjects_from_9":2}
               -> {"decision":"Được lên lớp","award":null, ...}
               "after":true: the levels are those after the summer, so that there is no second chance.
               {"ask":"year_end","rules":"tt27","level":"Hoàn thành tốt","outstanding":true,"recognised":true}
               "decided": true or false, the principal's decision on a pupil who has not completed the year.
ruleset        {"ask":"ruleset","level":"THCS","grade":9,"year":2022}  -> {"rules":"tt26", ...}
               level TH, THCS or THPT; year is the one in which the school year begins.
switches       {"ask":"switches"}: every point where the circulars can be read in two ways, with its default.
"""
