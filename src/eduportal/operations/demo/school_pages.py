"""The pages of the two schools that are shown in full: (section, slug, title, summary, paragraphs).

Filled as in ``texts``; also ``level`` ("lớp 6"), ``grades``, ``start_grade``, ``year`` and ``email`` of the school.
"""

PAGES = (
    ("gioi-thieu", "lien-he", "Liên hệ, giải đáp", "Địa chỉ, giờ làm việc và cách gửi câu hỏi đến nhà trường.",
     ("{name} luôn sẵn sàng lắng nghe cha mẹ học sinh và học sinh.",
      "## Địa chỉ", "{address}.", "Thư điện tử: {email}. Số điện thoại của văn phòng ở cuối trang.",
      "## Giờ làm việc của văn phòng", "- Thứ Hai đến thứ Sáu: 7 giờ 30 đến 11 giờ 30 và 13 giờ 30 đến 17 giờ.",
      "- Ban giám hiệu tiếp cha mẹ học sinh sáng thứ Tư, nên hẹn trước.",
      "## Câu hỏi thường gặp",
      "- Xin nghỉ học: nhắn giáo viên chủ nhiệm trước 7 giờ.", "- Xin giấy xác nhận: nhận sau một ngày làm việc.",
      "- Xem kết quả học tập: đăng nhập bằng tài khoản cha mẹ; nhà trường không đọc điểm qua điện thoại.")),
    ("tuyen-sinh", "thong-bao-tuyen-sinh", "Thông báo tuyển sinh {level} năm học {year}",
     "Đối tượng, chỉ tiêu, hình thức, hồ sơ, thời gian và địa điểm.",
     ("## Đối tượng và chỉ tiêu", "{admission}",
      "## Hồ sơ", "- Đơn đăng ký in từ hệ thống tuyển sinh.", "- Học bạ của cấp học trước.",
      "- Bản sao giấy khai sinh.",
      "- Giấy tờ hưởng chế độ ưu tiên, nếu có.",
      "## Thời gian, địa điểm", "Theo lịch chung của Thành phố, được đăng tại mục này trước ngày nhận hồ sơ ít nhất "
                                "15 ngày. Phòng tuyển sinh đặt tại văn phòng nhà trường, có máy tính và người hướng "
                                "dẫn.")),
    ("tuyen-sinh-truc-tuyen", "cac-buoc-dang-ky", "Dịch vụ tuyển sinh trực tuyến",
     "Các bước đăng ký và xem kết quả bằng mã hồ sơ.",
     ("Cha mẹ học sinh đăng ký xét tuyển vào {level} ngay trên cổng tuyển sinh chung của Thành phố.",
      "- Bước 1: nhận mã hồ sơ từ trường đang học.", "- Bước 2: kiểm tra thông tin và chọn nguyện vọng.",
      "- Bước 3: xem kết quả bằng mã hồ sơ và mật khẩu được cấp.", "- Bước 4: xác nhận nhập học và nộp hồ sơ giấy.",
      "Nhà trường không đăng danh sách có họ tên, ngày sinh của học sinh.")),
    ("van-ban", "danh-muc-van-ban", "Danh mục văn bản của nhà trường", "Kế hoạch, quy chế và nội quy đang có hiệu lực.",
     ("Các văn bản dưới đây đang được áp dụng tại {name}. Bản đầy đủ được đính kèm trong mục này hoặc lưu tại văn "
      "phòng.",
      "- Kế hoạch giáo dục năm học {year}.", "- Quy chế dân chủ trong hoạt động của nhà trường.",
      "- Quy chế chi tiêu nội bộ.",
      "- Nội quy học sinh và quy tắc ứng xử văn hóa.", "- Quy chế phối hợp giữa nhà trường, gia đình và xã hội.")),
    ("gop-y", "gop-y-noi-quy", "Lấy ý kiến về dự thảo quy tắc dùng điện thoại trong trường",
     "Mời học sinh, cha mẹ và thầy cô góp ý trong 30 ngày kể từ ngày đăng.",
     ("Dự thảo quy định học sinh được mang điện thoại nhưng cất trong tủ lớp, chỉ dùng khi giáo viên cho phép để "
      "phục vụ học tập.",
      "## Câu hỏi xin ý kiến", "- Có nên cho dùng điện thoại trong giờ ra chơi không?", "- Ai giữ chìa khóa tủ lớp?",
      "- Liên lạc với gia đình khi khẩn cấp bằng cách nào?",
      "Ý kiến gửi về {email} hoặc hộp thư trước văn phòng.")),
    ("tai-nguyen-so", "hoc-lieu-dung-chung", "Học liệu dùng chung", "Bài giảng, tài liệu ôn tập và liên kết thư viện "
                                                                    "số.",
     ("Học liệu do tổ chuyên môn của {name} biên soạn và thẩm định, dùng miễn phí cho việc học.",
      "- Tài liệu tự học theo từng chủ đề của khối {grades}.", "- Podcast giới thiệu sách do học sinh thực hiện.",
      "- Hướng dẫn an toàn khi thực hành, thí nghiệm.",
      "Nếu thấy sai sót trong học liệu, xin báo cho nhà trường qua mục Lấy ý kiến góp ý.")),
    ("du-lieu-dac-ta", "mo-ta-du-lieu", "Dữ liệu đặc tả", "Mỗi trang trên cổng có những thông tin mô tả nào.",
     ("Mỗi trang của cổng có dữ liệu đặc tả theo chuẩn Dublin Core: tiêu đề, tóm tắt, đơn vị xuất bản, ngày xuất "
      "bản, ngày sửa gần nhất, ngôn ngữ và từ khóa.", "Nhờ đó máy tìm kiếm và trình đọc màn hình hiểu đúng nội dung "
                                                      "của trang.")),
    ("quan-ly-truong-hoc", "loi-vao-he-thong", "Quản lý trường học trực tuyến",
     "Lối vào sổ điểm, hồ sơ và kết quả học tập cho người có tài khoản.",
     ("Giáo viên, nhân viên và cha mẹ học sinh đăng nhập bằng tài khoản do nhà trường cấp.",
      "- Giáo viên: sổ theo dõi và đánh giá học sinh các lớp được phân công.",
      "- Giáo vụ: lớp học, hồ sơ, phân công giảng dạy.",
      "- Cha mẹ học sinh: kết quả của riêng con mình.",
      "Quên mật khẩu: liên hệ văn phòng, mang theo giấy tờ để xác minh.")),
)

HISTORY = {
    "thcs": (
        "{name} được thành lập để đáp ứng nhu cầu học tập của con em nhân dân địa phương, ban đầu chỉ có tám phòng "
        "học và mười hai giáo viên.",
        "## Các chặng đường", "- Những năm đầu: học hai ca, mượn sân của khu phố để tập thể dục.",
        "- Xây mới dãy lớp ba tầng, phòng thực hành Khoa học tự nhiên và thư viện.",
        "- Đạt kiểm định chất lượng giáo dục, chuyển sang học hai buổi mỗi ngày.",
        "- Triển khai Chương trình giáo dục phổ thông 2018 từ khối 6 đến khối 9; dùng sổ điểm điện tử thay sổ giấy.",
        "## Hôm nay", "Trường có 12 lớp với 480 học sinh. Khẩu hiệu của nhà trường: mỗi ngày một câu hỏi hay.",
    ),
    "thpt": (
        "{name} ra đời trong những năm vùng ven Thành phố đô thị hóa nhanh, khi học sinh trong vùng còn phải đi hơn "
        "mười cây số để học trung học phổ thông.",
        "## Các chặng đường", "- Khóa đầu tiên có sáu lớp học trong dãy nhà cấp bốn.",
        "- Xây dựng khu phòng bộ môn Vật lí, Hóa học, Sinh học và nhà đa năng.",
        "- Thành lập mười lăm câu lạc bộ học sinh tự quản.",
        "- Tổ chức dạy học theo nhóm môn lựa chọn của Chương trình giáo dục phổ thông 2018.",
        "## Hôm nay", "Trường có 12 lớp với 480 học sinh. Khẩu hiệu của nhà trường: dám hỏi, dám thử, dám chịu trách "
                      "nhiệm.",
    ),
}
ADMISSION = {
    "thcs": "Học sinh hoàn thành chương trình tiểu học, cư trú theo phân tuyến. Chỉ tiêu: 120 học sinh, 3 lớp, xét "
            "tuyển.",
    "thpt": "Học sinh tốt nghiệp trung học cơ sở dự tuyển sinh lớp 10 công lập. Chỉ tiêu: 160 học sinh, 4 lớp, thi "
            "tuyển.",
}
#: Classes, students, teachers of the four years before; the fifth is counted from the plan.
YEARBOOK = {
    "thcs": ((11, 428, 24), (11, 436, 24), (12, 462, 25), (12, 471, 25)),
    "thpt": ((12, 466, 25), (12, 470, 25), (12, 474, 26), (12, 478, 25)),
}
FACILITIES = (
    ("Hạng mục", "Số lượng", "Ghi chú"),
    ("Phòng học", "12", "mỗi lớp một phòng, có màn chiếu"),
    ("Phòng bộ môn", "5", "Khoa học tự nhiên, Tin học, Công nghệ, Ngoại ngữ, Nghệ thuật"),
    ("Thư viện", "1", "hơn 6.000 đầu sách, 8 máy tính"),
    ("Sân chơi, bãi tập", "2.400 m²", "bình quân 5 m² mỗi học sinh"),
    ("Nhà vệ sinh học sinh", "8", "riêng nam, nữ và người khuyết tật"),
    ("Máy tính phục vụ học tập", "46", "đều nối mạng"),
)
PLAN_PARAGRAPHS = (
    "Kế hoạch giáo dục năm học {year} của {name} được xây dựng theo Chương trình giáo dục phổ thông 2018, gồm 35 "
    "tuần thực học: học kì I 18 tuần, học kì II 17 tuần.",
    "Mục tiêu: mọi học sinh đều tiến bộ, không học sinh bỏ học, giáo viên được giảm việc giấy tờ nhờ sổ sách điện tử.",
    "Việc trọng tâm: dạy học phân hóa, giáo dục kỹ năng số an toàn, tư vấn tâm lý học đường, công khai đúng hạn theo "
    "Thông tư 09/2024/TT-BGDĐT.",
)
CALENDAR = (
    ("Thời gian", "Nội dung"),
    ("Tháng 8", "Tựu trường, ổn định lớp học"),
    ("Tháng 9", "Khai giảng, hội nghị cha mẹ học sinh"),
    ("Tháng 11", "Kiểm tra giữa học kì I, ngày Nhà giáo Việt Nam"),
    ("Tháng 1", "Kiểm tra cuối học kì I, sơ kết"),
    ("Tháng 3", "Kiểm tra giữa học kì II, hội trại 26/3"),
    ("Tháng 5", "Kiểm tra cuối học kì II, tổng kết năm học"),
)
RULES = (
    "1. Đi học đúng giờ, mặc gọn gàng, mang thẻ học sinh.",
    "2. Kính trọng thầy cô, nhân viên; thương yêu, giúp đỡ bạn bè.",
    "3. Giữ gìn tài sản chung, phân loại rác, tiết kiệm điện và nước.",
    "4. Không gian lận trong kiểm tra; làm sai biết nhận lỗi và sửa lỗi.",
    "5. Không mang vật nguy hiểm, không hút thuốc kể cả thuốc lá điện tử.",
    "6. Tôn trọng hình ảnh và đời tư của người khác trên mạng.",
)
BELL = (
    ("Tiết", "Bắt đầu", "Kết thúc"),
    ("1", "7 giờ 15", "8 giờ 00"), ("2", "8 giờ 05", "8 giờ 50"), ("Ra chơi", "8 giờ 50", "9 giờ 15"),
    ("3", "9 giờ 15", "10 giờ 00"), ("4", "10 giờ 05", "10 giờ 50"), ("5", "10 giờ 55", "11 giờ 40"),
)
