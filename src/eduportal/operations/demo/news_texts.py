"""News of ordinary portals: (title, summary, paragraphs) per kind, good in any month; filled as in ``texts``."""

_SAFETY = (
    "Diễn tập thoát nạn và chữa cháy trong trường",
    "Tiếng chuông báo động vang lên, các lớp theo thầy cô ra sân đúng lối thoát nạn chỉ sau vài phút.",
    ("{name} vừa tổ chức diễn tập thoát nạn khi có cháy. Các lớp đi theo sơ đồ dán ở cửa, cúi thấp người, không chen "
     "lấn và tập trung đúng vị trí đã quy định trên sân.",
     "Sau buổi diễn tập, nhà trường rút kinh nghiệm với từng tổ và kiểm tra lại bình chữa cháy, đèn chỉ dẫn, lối ra."),
)
_TRAFFIC = (
    "Cổng trường an toàn: cùng giữ trật tự giờ đón và trả học sinh",
    "Nhà trường đề nghị cha mẹ dừng xe đúng vạch, đội mũ bảo hiểm cho con và không đỗ xe trước cổng.",
    ("Để giờ tan học được thông thoáng, {name} chia cổng đón theo khối lớp và có thầy cô trực hướng dẫn.",
     "- Dừng xe đúng vạch, tắt máy khi chờ.", "- Đội mũ bảo hiểm cho con ngay tại cổng.",
     "- Không mua hàng rong trước cổng trường.",
     "Cảm ơn cha mẹ học sinh đã cùng nhà trường giữ an toàn cho các em."),
)
_READING = (
    "Mỗi tuần một cuốn sách: góc đọc mới đón bạn đọc",
    "Thư viện sắp xếp lại không gian, thêm đầu sách mới và mở cửa cả giờ ra chơi.",
    ("Góc đọc của {name} có thêm thảm ngồi, kệ thấp và hơn hai trăm cuốn sách do cha mẹ học sinh cùng thầy cô quyên "
     "góp.",
     "Mỗi lớp có một tiết đọc trong tuần; các em được mượn sách về nhà và kể lại cuốn mình thích cho bạn nghe."),
)
_PLAN = (
    "Triển khai kế hoạch năm học {year}",
    "Những việc trọng tâm của năm học và lịch các hoạt động chung của nhà trường.",
    ("{name} thực hiện kế hoạch năm học {year} với ba việc trọng tâm: giữ vững nề nếp, nâng chất lượng từng tiết dạy "
     "và chăm lo để không học sinh nào bị bỏ lại phía sau.",
     "## Các mốc chính", "- Đầu năm: ổn định nề nếp, họp cha mẹ học sinh.",
     "- Giữa mỗi học kì: kiểm tra, đánh giá giữa kì.",
     "- Cuối mỗi học kì: sơ kết, công khai kết quả chung của trường."),
)
_HEALTH = (
    "Khám sức khỏe định kỳ cho học sinh",
    "Học sinh được đo chiều cao, cân nặng, khám mắt và răng; kết quả được gửi riêng cho từng gia đình.",
    ("{name} phối hợp với trạm y tế {ward} khám sức khỏe định kỳ theo từng lớp, ngay tại phòng y tế của trường.",
     "Kết quả chỉ gửi cho cha mẹ của từng em. Những em cần theo dõi thêm sẽ được nhân viên y tế học đường tư vấn."),
)
_KITCHEN = (
    "Bếp ăn mở cửa đón cha mẹ",
    "Cha mẹ được xem khâu nhận thực phẩm, sơ chế, chia suất và cùng góp ý thực đơn tuần.",
    ("Đại diện cha mẹ các lớp đã đến xem bếp của {name}: từ lúc nhận thực phẩm, kiểm tra nguồn gốc, lưu mẫu đến khi "
     "chia suất.", "Thực đơn mỗi tuần được công khai trên cổng thông tin trước ngày thứ Bảy của tuần trước."),
)
_GARDEN = (
    "Bé trồng rau, bé chăm vườn",
    "Các bé lớp lá gieo hạt, tưới nước và đếm từng chiếc lá mới trong vườn trường.",
    ("Khu vườn nhỏ của {name} tuần này rộn tiếng cười. Các bé được sờ vào đất, gieo hạt cải, tưới nước và vẽ lại mầm "
     "cây mỗi ngày.",
     "Qua việc chăm cây, các bé học đếm, học kiên nhẫn và biết quý trọng bữa ăn của mình."),
)
_FOLK_GAMES = (
    "Ngày hội trò chơi dân gian",
    "Kéo co, ô ăn quan, nhảy lò cò, cướp cờ: sân trường rộn ràng suốt buổi sáng.",
    ("Ngày hội trò chơi dân gian của {name} chia thành nhiều trạm, mỗi trạm một trò chơi. Các em vừa chơi vừa nghe "
     "thầy cô kể về nguồn gốc của từng trò.", "Không có đội thua: mỗi em đều nhận một con dấu trên tấm thẻ của mình."),
)
_STORIES = (
    "Giờ kể chuyện có cha mẹ cùng tham gia",
    "Mỗi chiều thứ Sáu, một người cha hoặc người mẹ đến lớp kể cho các bé nghe câu chuyện mình yêu thích.",
    ("Giờ kể chuyện của {name} tuần này có thêm những người kể rất đặc biệt: cha mẹ của các bé. Có người mang theo "
     "con rối tự làm, có người hát ru bằng giọng quê mình.",
     "Các bé nhớ lâu hơn và về nhà kể lại cho ông bà. Cha mẹ muốn tham gia xin ghi tên với cô chủ nhiệm."),
)
_SETTLING = (
    "Giúp bé mới đi học làm quen với trường lớp",
    "Tuần làm quen với thời gian ở lớp tăng dần, có cha mẹ bên cạnh trong những buổi đầu.",
    ("Để bé mới đi học bớt bỡ ngỡ, {name} tổ chức tuần làm quen: ngày đầu bé chơi cùng cha mẹ ở lớp, những ngày sau "
     "thời gian ở lại tăng dần.", "- Kể cho bé nghe về lớp học mỗi tối.", "- Mang theo một món đồ quen thuộc.",
     "- Đón bé đúng giờ đã hứa.",
     "Cô giáo trao đổi với gia đình hằng ngày về bữa ăn, giấc ngủ và tâm trạng của bé."),
)
_CAREER = (
    "Tư vấn hướng nghiệp: chọn đường đi phù hợp với mình",
    "Học sinh được trò chuyện với cựu học sinh đang làm nhiều nghề khác nhau.",
    ("{name} mời cựu học sinh về trường kể chuyện nghề: thợ máy, điều dưỡng, kỹ sư phần mềm, giáo viên. Các em hỏi "
     "thẳng những điều mình băn khoăn về chọn môn, chọn trường, học nghề.",
     "Phòng tư vấn học đường tiếp tục hẹn gặp từng nhóm nhỏ vào chiều thứ Sáu."),
)
_COURSE = (
    "Khai giảng lớp kỹ năng số cho cộng đồng",
    "Lớp học miễn phí hướng dẫn dùng dịch vụ công trực tuyến, bảo vệ tài khoản và tránh lừa đảo trên mạng.",
    ("{name} mở lớp kỹ năng số vào các buổi tối trong tuần. Người học được thực hành trên máy, có học sinh tình "
     "nguyện ngồi kèm.",
     "- Nộp hồ sơ trực tuyến và theo dõi kết quả.", "- Đặt mật khẩu mạnh, nhận ra tin nhắn giả mạo.",
     "- Tra cứu thông tin chính thức của trường học."),
)
_TRAINING = (
    "Bồi dưỡng chuyên đề cho giáo viên trong năm học {year}",
    "Các chuyên đề đi từ khó khăn thật trong lớp học, học theo nhóm nhỏ và có dự giờ sau bồi dưỡng.",
    ("{name} công bố các chuyên đề bồi dưỡng trong năm học {year}: đánh giá vì sự tiến bộ của người học, hỗ trợ học "
     "sinh học hòa nhập, an toàn trên không gian mạng.", "Mỗi chuyên đề kết thúc bằng một tiết dạy thử và buổi trao "
                                                         "đổi tại trường."),
)

OF_KIND = {
    "mam_non": (_GARDEN, _KITCHEN, _STORIES, _SETTLING, _FOLK_GAMES),
    "tieu_hoc": (_READING, _TRAFFIC, _FOLK_GAMES, _SAFETY, _HEALTH, _PLAN),
    "thcs": (_CAREER, _READING, _SAFETY, _TRAFFIC, _PLAN, _HEALTH),
    "thpt": (_CAREER, _PLAN, _SAFETY, _READING, _TRAFFIC),
    "th_thcs": (_PLAN, _TRAFFIC, _READING, _SAFETY, _KITCHEN),
    "trung_tam": (_COURSE, _TRAINING),
    "phong": (
        ("Kiểm tra việc công khai trên cổng thông tin của các trường",
         "Đoàn kiểm tra xem trực tiếp trên cổng: đủ mục, đúng hạn, dễ tìm, và hướng dẫn trường còn thiếu.",
         ("{name} bắt đầu đợt kiểm tra việc thực hiện công khai năm học {year} theo Thông tư 09/2024/TT-BGDĐT.",
          "- Đủ các mục: thông tin chung, thu chi, điều kiện bảo đảm chất lượng, kế hoạch và kết quả.",
          "- Cập nhật trong 10 ngày làm việc khi có thay đổi.", "- Đặt ở nơi cha mẹ học sinh dễ tìm thấy.",
          "Trường còn thiếu mục nào sẽ được hướng dẫn ngay tại buổi làm việc.")),
        ("Giáo viên trao đổi kinh nghiệm dạy học tích hợp",
         "Chuyên đề cấp cụm với tiết dạy minh họa và phần thảo luận sôi nổi của các tổ chuyên môn.",
         ("Hơn một trăm giáo viên các trường thuộc {name} đã dự chuyên đề dạy học tích hợp. Sau tiết dạy minh họa, "
          "các nhóm cùng phân tích: học sinh đã làm gì, hiểu gì, còn vướng ở đâu.",
          "Tài liệu của chuyên đề được chia sẻ để các trường dùng chung.")),
        ("Hướng dẫn tuyển sinh đầu cấp: những điều cha mẹ cần biết",
         "Tuyển sinh theo nơi cư trú thực tế, đăng ký trực tuyến, không tổ chức thi vào lớp 6.",
         ("{name} hướng dẫn cha mẹ học sinh các bước đăng ký vào mầm non, lớp 1 và lớp 6.",
          "- Kiểm tra thông tin nơi cư trú của con.", "- Đăng ký trực tuyến trong thời gian thông báo.",
          "- Xem kết quả và nộp hồ sơ tại trường được phân.",
          "Trường nào cũng có người trực hỗ trợ cha mẹ không có máy tính hoặc điện thoại thông minh.")),
        ("Hội khỏe Phù Đổng cấp cơ sở sôi nổi và an toàn",
         "Học sinh các trường tranh tài ở điền kinh, cầu lông, bóng đá, cờ vua và đá cầu.",
         ("Hội khỏe Phù Đổng do {name} tổ chức đã khép lại với nhiều trận đấu đẹp. Điều đáng mừng là phong trào tập "
          "luyện hằng ngày ở các trường ngày càng đều.", "Những em thi đấu tốt sẽ vào đội tuyển dự hội khỏe cấp "
                                                         "Thành phố.")),
    ),
    "so": (
        ("Toàn ngành cập nhật cổng thông tin điện tử của đơn vị",
         "Sở đề nghị các đơn vị rà soát chuyên mục, công khai đầy đủ và phân công người phụ trách.",
         ("{name} đề nghị phòng giáo dục và đào tạo, các trường và đơn vị trực thuộc rà soát cổng thông tin của mình "
          "trong năm học {year}.", "- Thông tin giới thiệu, lãnh đạo, liên hệ còn đúng.",
          "- Mục công khai đủ và đúng hạn.",
          "- Có ban biên tập và quy trình duyệt tin.", "Tỉ lệ đơn vị có cổng được thống kê theo từng địa bàn và cấp "
                                                       "học.")),
        ("Sổ điểm điện tử: nhập một lần, in đúng mẫu",
         "Giáo viên nhập điểm trên hệ thống chung; tổ trưởng và hiệu trưởng duyệt trước khi khóa sổ.",
         ("Trong năm học {year}, các trường trung học sử dụng sổ theo dõi và đánh giá học sinh trên hệ thống chung "
          "của {name}.",
          "Điểm trung bình do hệ thống tính theo Thông tư 22/2021/TT-BGDĐT; mọi lần sửa đều được ghi lại. Kết quả "
          "chỉ cung cấp riêng cho từng học sinh và cha mẹ học sinh.")),
        ("Ngày hội Giáo dục phát triển Thành phố thông minh",
         "Các trường trưng bày sản phẩm học tập, học liệu số và mô hình trường học hạnh phúc.",
         ("Ngày hội do {name} tổ chức giới thiệu những cách làm hay từ cơ sở: thư viện số dùng chung, lớp học trải "
          "nghiệm, câu lạc bộ lập trình của học sinh.", "Khách tham quan được tự tay thử các thí nghiệm do học sinh "
                                                        "hướng dẫn.")),
    ),
}
