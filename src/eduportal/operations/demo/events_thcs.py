"""A year of news of the lower secondary school that is shown in full: (month, day, scene, send up, title, ...)."""

EVENTS = (
    (9, 5, "yard", True, "Lễ khai giảng năm học {year}: chào đón các em học sinh lớp 6",
     "Sáng 5/9, sân trường rực rỡ cờ hoa trong tiếng trống khai trường; học sinh lớp 6 được anh chị lớp 9 dắt tay "
     "vào lễ.",
     ("Sáng 5/9, {name} long trọng tổ chức lễ khai giảng năm học {year}. Ngay từ sớm, thầy cô và các anh chị lớp 9 "
      "đã đứng hai bên cổng trường để đón học sinh lớp 6.",
      "Sau lễ chào cờ, {head_title} {head} đánh trống khai trường và nhắn gửi các em: mỗi ngày đến trường hãy hỏi "
      "một câu hỏi hay và giúp một người bạn.",
      "## Phần hội", "- Tiết mục múa lân của câu lạc bộ nghệ thuật.", "- Trao học bổng cho học sinh vượt khó.",
      "- Học sinh lớp 6 gửi điều ước vào chiếc hộp thời gian, sẽ mở khi các em ra trường.")),
    (9, 19, "class", False, "Hội nghị cha mẹ học sinh đầu năm học",
     "Cha mẹ học sinh mười hai lớp gặp giáo viên chủ nhiệm, bàn kế hoạch năm học và cách phối hợp.",
     ("Hội nghị cha mẹ học sinh đầu năm diễn ra tại từng lớp. Giáo viên chủ nhiệm giới thiệu chương trình, cách đánh "
      "giá theo Thông tư 22/2021/TT-BGDĐT và cách xem kết quả của con trên cổng thông tin.",
      "Nhà trường công khai các khoản thu và khẳng định mọi khoản tài trợ đều tự nguyện. Ý kiến của cha mẹ về giờ "
      "tan học và bữa ăn bán trú đã được ghi nhận để điều chỉnh ngay trong tháng.")),
    (10, 10, "library", False, "Thư viện mở rộng với góc học tập số",
     "Tám máy tính, hai bàn đọc nhóm và hơn ba trăm đầu sách mới sẵn sàng phục vụ bạn đọc.",
     ("Sau hai tháng sửa chữa, thư viện của {name} mở cửa trở lại với không gian gấp đôi. Góc học tập số giúp học "
      "sinh tra cứu học liệu và làm bài nhóm ngoài giờ.",
      "Thư viện mở từ thứ Hai đến thứ Sáu, kể cả giờ nghỉ trưa. Mỗi học sinh được mượn hai cuốn trong hai tuần.")),
    (10, 20, "hall", False, "Nữ giáo viên chia sẻ nghề nhân ngày 20/10",
     "Buổi gặp mặt ấm áp với câu chuyện của những cô giáo đã gắn bó hơn hai mươi năm với trường.",
     ("Nhân ngày Phụ nữ Việt Nam, công đoàn {name} tổ chức buổi gặp mặt thân mật. Các cô giáo kể lại những lớp học "
      "đầu tiên, những học trò cũ nay đã trở thành đồng nghiệp.",
      "Học sinh đội văn nghệ gửi tặng các cô ba ca khúc do chính các em phối lại.")),
    (11, 7, "class", True, "Học sinh làm thí nghiệm đo độ sạch của nước kênh",
     "Tiết Khoa học tự nhiên ra ngoài lớp học: lấy mẫu, đo, ghi chép và thảo luận cách giữ sạch dòng kênh gần trường.",
     ("Hai lớp khối 8 của {name} vừa hoàn thành dự án đo độ trong, độ pH và nhiệt độ nước kênh tại ba điểm gần "
      "trường. Các em tự chế dụng cụ đo độ trong từ chai nhựa đã qua sử dụng.",
      "## Kết quả", "- Độ trong của nước tốt dần khi xa miệng cống.", "- Sau mưa, độ đục tăng gấp nhiều lần.",
      "- Rác nhựa là loại rác gặp nhiều nhất.",
      "Nhóm đề xuất đặt lưới chắn rác và vẽ biển nhắc nhở. Dự án sẽ được giới thiệu ở ngày hội khoa học của quận.")),
    (11, 18, "hall", True, "Kỷ niệm ngày Nhà giáo Việt Nam 20/11",
     "Những tấm thiệp viết tay, một vở kịch ngắn và lời cảm ơn giản dị gửi đến thầy cô.",
     ("Hướng tới ngày Nhà giáo Việt Nam, {name} tổ chức lễ kỷ niệm gọn nhẹ. Thay cho hoa, mỗi lớp tặng thầy cô một "
      "cuốn sách để đưa vào thư viện dùng chung.",
      "Vở kịch ngắn do học sinh khối 9 viết kể về một cậu học trò hay đi trễ và cô giáo kiên nhẫn đã khiến cả hội "
      "trường vừa cười vừa lau nước mắt.")),
    (12, 19, "sport", False, "Giải bóng đá học sinh tranh cúp Phù Đổng",
     "Mười hai lớp, hai mươi mốt trận đấu và một mùa giải không có thẻ đỏ.",
     ("Giải bóng đá của {name} khép lại sau ba tuần. Đội 9A2 vô địch khối lớn, đội 7A1 vô địch khối nhỏ; giải phong "
      "cách trao cho 6A3.",
      "Tất cả trọng tài đều là học sinh, được thầy cô tổ Giáo dục thể chất tập huấn trước mùa giải.")),
    (1, 12, "class", False, "Sơ kết học kì I năm học {year}",
     "Nhà trường nhìn lại học kì I, tuyên dương những tiến bộ và nêu rõ việc cần làm trong học kì II.",
     ("Lễ sơ kết học kì I của {name} dành phần lớn thời gian để học sinh kể về sự tiến bộ của lớp mình. Kết quả học "
      "tập và rèn luyện được gửi riêng cho từng gia đình, không đọc trước toàn trường.",
      "Học kì II, nhà trường tập trung ôn tập cho khối 9, phụ đạo miễn phí các em còn khó khăn và mở thêm câu lạc bộ "
      "lập trình.")),
    (1, 28, "yard", True, "Ngày hội Xuân yêu thương: gian hàng gây quỹ học bổng",
     "Bánh chưng do học sinh tự gói, câu đối do học sinh tự viết; toàn bộ tiền thu được vào quỹ học bổng.",
     ("Sân {name} biến thành phiên chợ Tết với mười hai gian hàng. Học sinh tự gói bánh chưng, viết câu đối, làm mứt "
      "và bán cây cảnh nhỏ.",
      "Ban đại diện cha mẹ học sinh công khai số tiền thu được và danh mục chi ngay tại ngày hội. Quỹ sẽ trao học "
      "bổng trong học kì II.")),
    (3, 8, "hall", False, "Chuyên đề an toàn trên không gian mạng",
     "Học sinh tập nhận ra tin giả, tài khoản giả và biết tìm người lớn giúp đỡ khi bị bắt nạt trên mạng.",
     ("Chuyên đề của {name} được dựng thành các tình huống để học sinh tự xử lý: nhận đường link lạ, bị đăng ảnh "
      "không xin phép, bị nhóm bạn cô lập trên mạng.",
      "- Không đưa mật khẩu cho bất kỳ ai.", "- Chụp lại màn hình, không trả lời, báo người lớn tin cậy.",
      "- Tôn trọng hình ảnh và đời tư của bạn.")),
    (3, 26, "sport", False, "Hội trại 26/3: một ngày làm thủ lĩnh nhỏ",
     "Dựng trại, nấu ăn, trò chơi lớn và đêm lửa trại an toàn ngay trong sân trường.",
     ("Hội trại 26/3 của {name} do ban chỉ huy học sinh điều hành từ khâu lên kế hoạch đến dọn trại. Thầy cô chỉ hỗ "
      "trợ khi cần.",
      "Giải trại đẹp thuộc về lớp 8A1, trại xanh sạch thuộc về lớp 6A2 nhờ không để lại rác.")),
    (4, 21, "library", True, "Ngày Sách và Văn hóa đọc Việt Nam",
     "Học sinh giới thiệu cuốn sách mình yêu thích bằng tranh, bằng kịch và cả bằng podcast.",
     ("Ngày Sách năm nay của {name} có ba sân khấu nhỏ cho ba cách kể sách: vẽ, diễn và thu âm. Hơn hai trăm cuốn "
      "sách đã được trao đổi giữa các lớp.", "Những podcast hay nhất được đăng trong mục học liệu của nhà trường.")),
    (5, 27, "yard", False, "Lễ tổng kết và chia tay học sinh lớp 9",
     "Mở chiếc hộp thời gian của bốn năm trước, học sinh lớp 9 đọc lại điều ước ngày đầu vào trường.",
     ("Lễ tổng kết của {name} khép lại năm học với nhiều niềm vui. Học sinh lớp 9 mở chiếc hộp thời gian, đọc lại "
      "điều ước viết khi vào lớp 6 và gửi lời cảm ơn thầy cô.",
      "Nhà trường chúc các em tự tin bước vào kỳ tuyển sinh lớp 10 và những lựa chọn phía trước.")),
    (6, 15, "class", True, "Thông báo tuyển sinh lớp 6",
     "Đối tượng, hình thức, hồ sơ và các bước đăng ký trực tuyến vào lớp 6 năm học tới.",
     ("{name} tuyển sinh lớp 6 bằng hình thức xét tuyển theo phân tuyến, đăng ký trực tuyến.",
      "## Hồ sơ", "- Phiếu đăng ký in từ hệ thống.", "- Học bạ tiểu học hoặc giấy xác nhận hoàn thành chương trình "
                                                     "tiểu học.",
      "- Bản sao giấy khai sinh.",
      "Cha mẹ học sinh cần giúp đỡ có thể đến phòng tuyển sinh của trường trong giờ hành chính.")),
    (8, 20, "yard", False, "Đón học sinh tựu trường và phân lớp 6",
     "Lịch tựu trường, danh mục sách giáo khoa và những điều học sinh mới cần chuẩn bị.",
     ("{name} đón học sinh các khối tựu trường theo lịch của Thành phố. Học sinh lớp 6 xem lớp bằng mã hồ sơ trên "
      "cổng thông tin hoặc hỏi trực tiếp tại văn phòng.",
      "- Mang theo hai ảnh thẻ và phiếu sức khỏe.", "- Mặc đồng phục hoặc trang phục gọn gàng.",
      "- Cha mẹ đưa con đến trước 15 phút.")),
)
