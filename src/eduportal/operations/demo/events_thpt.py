"""A year of news of the upper secondary school that is shown in full: (month, day, scene, send up, title, ...)."""

EVENTS = (
    (9, 5, "yard", True, "Khai giảng năm học {year} và thông điệp của tuổi mười sáu",
     "Lễ khai giảng gọn nhẹ, dành trọn sân khấu cho tiếng nói của học sinh lớp 10.",
     ("Lễ khai giảng năm học {year} của {name} diễn ra trong 60 phút. Ba học sinh lớp 10 đọc lá thư gửi chính mình ở "
      "tuổi mười tám.",
      "{head_title} {head} mong các em dám chọn điều mình thích, làm đến cùng điều mình chọn và biết xin giúp đỡ khi "
      "cần.",
      "Tiếng trống khai trường vang lên cùng hàng trăm cánh diều giấy mang ước mơ của từng lớp.")),
    (9, 14, "class", False, "Tư vấn chọn môn cho học sinh lớp 10",
     "Mỗi học sinh có một buổi trò chuyện riêng với giáo viên tư vấn trước khi chốt nhóm môn lựa chọn.",
     ("Theo Chương trình giáo dục phổ thông 2018, học sinh lớp 10 chọn bốn môn ngoài các môn bắt buộc. {name} tổ "
      "chức tư vấn theo nhóm nghề để các em và gia đình hiểu rõ trước khi chọn.",
      "- Nhóm khoa học tự nhiên: Vật lí, Hóa học, Sinh học, Tin học.",
      "- Nhóm khoa học xã hội: Địa lí, Giáo dục kinh tế và pháp luật.",
      "- Có thể đổi môn vào cuối năm học theo quy định.")),
    (10, 3, "library", False, "Câu lạc bộ Tranh biện khởi động mùa mới",
     "Hai mươi đội đăng ký; đề tài đầu tiên: có nên bỏ đồng phục vào thứ Sáu?",
     ("Câu lạc bộ Tranh biện của {name} mở mùa thứ ba với hai mươi đội. Các em được tập tìm nguồn tin, kiểm chứng số "
      "liệu và nói đúng giờ.",
      "Buổi sinh hoạt diễn ra chiều thứ Tư hằng tuần tại thư viện, mọi học sinh đều có thể đến nghe.")),
    (10, 24, "sport", True, "Hội thao học sinh: chạy vì sức khỏe cộng đồng",
     "Hơn năm trăm học sinh, giáo viên và cha mẹ cùng chạy ba kilômét quanh trường.",
     ("Ngày chạy của {name} không có bảng xếp hạng. Mỗi vòng chạy tương ứng một cuốn vở tặng học sinh vùng khó khăn, "
      "và cả trường đã chạy được hơn hai nghìn vòng.",
      "Hội thao tiếp tục với bóng rổ, cầu lông, cờ vua và kéo co trong hai tuần tới.")),
    (11, 6, "class", True, "Ngày hội khoa học kỹ thuật: 28 dự án của học sinh",
     "Từ máy lọc bụi mini đến ứng dụng nhắc uống nước, học sinh tự trình bày và trả lời chất vấn.",
     ("Ngày hội khoa học kỹ thuật của {name} trưng bày 28 dự án. Giám khảo là giáo viên và kỹ sư tình nguyện, mỗi "
      "nhóm có năm phút trình bày và năm phút trả lời.",
      "## Dự án được chọn dự thi cấp Thành phố", "- Cảm biến cảnh báo ngập cho xe lăn.",
      "- Vật liệu cách nhiệt từ xơ dừa.",
      "- Bộ dữ liệu giọng nói ba miền phục vụ học tiếng Việt.")),
    (11, 18, "hall", True, "Tri ân thầy cô bằng dự án lịch sử truyền miệng",
     "Học sinh ghi âm câu chuyện của hai mươi thầy cô đã nghỉ hưu, làm thành triển lãm nhân ngày 20/11.",
     ("Trong hai tháng, học sinh khối 11 của {name} đã gặp hai mươi thầy cô đã nghỉ hưu để nghe kể về những ngày đầu "
      "dựng trường.",
      "Triển lãm gồm ảnh do học sinh vẽ lại, bản ghi âm và những trang giáo án viết tay, mở cửa đến hết tháng tại "
      "sảnh chính.")),
    (12, 5, "library", False, "Thư viện số dùng chung cho tổ chuyên môn",
     "Hơn một nghìn học liệu được gắn nhãn theo môn, khối lớp và yêu cầu cần đạt.",
     ("Các tổ chuyên môn của {name} hoàn thành việc rà soát học liệu. Mỗi học liệu đều có tên người soạn, ngày thẩm "
      "định và giấy phép sử dụng.",
      "Học sinh dùng được phần công khai mà không cần đăng nhập; đề kiểm tra chỉ mở cho giáo viên.")),
    (12, 22, "yard", False, "Giáo dục quốc phòng và an ninh: một ngày rèn luyện",
     "Đội hình đội ngũ, sơ cấp cứu và câu chuyện của những người lính biển đảo.",
     ("Nhân ngày thành lập Quân đội nhân dân Việt Nam, {name} tổ chức ngày rèn luyện ngoài trời. Học sinh được hướng "
      "dẫn băng bó, cố định xương gãy và gọi cấp cứu đúng cách.", "Buổi giao lưu khép lại bằng những lá thư gửi ra "
                                                                  "đảo.")),
    (1, 10, "class", False, "Kiểm tra cuối học kì I: nghiêm túc mà nhẹ nhàng",
     "Lịch kiểm tra, cách xem kết quả và các kênh hỗ trợ tâm lý cho học sinh.",
     ("{name} tổ chức kiểm tra cuối học kì I theo phòng, đề chung toàn khối. Điểm được giáo viên nhập vào sổ điểm "
      "điện tử và gửi riêng cho từng học sinh.", "Phòng tư vấn học đường mở cửa suốt tuần kiểm tra; học sinh có thể "
                                                 "hẹn gặp mà không cần nêu lý do.")),
    (1, 30, "hall", True, "Xuân gắn kết: học sinh gói bánh tặng khu trọ công nhân",
     "Ba trăm chiếc bánh tét được gói trong một ngày và trao tận tay các gia đình ở lại Thành phố đón Tết.",
     ("Từ năm giờ sáng, học sinh và cha mẹ đã có mặt ở sân {name} để rửa lá, đãi đậu, gói bánh. Ba trăm chiếc bánh "
      "tét được luộc ngay tại trường.",
      "Chiều cùng ngày, các em mang bánh và quà Tết đến các khu trọ gần trường.")),
    (3, 14, "class", False, "Ngày số Pi và cuộc thi giải toán thực tế",
     "Ước lượng lượng nước mưa trên mái trường, thiết kế lối đi cho xe lăn: toán học bước ra đời sống.",
     ("Tổ Toán của {name} tổ chức cuộc thi giải toán thực tế trong ngày 14/3. Các đội tự đo đạc, lập mô hình và bảo "
      "vệ lời giải.",
      "Phương án thu nước mưa của lớp 11A3 sẽ được làm thử tại vườn trường.")),
    (3, 26, "yard", False, "Đoàn trường kết nạp đoàn viên mới",
     "Lễ kết nạp trang nghiêm dưới cờ, mỗi đoàn viên mới nhận một phần việc vì cộng đồng.",
     ("Chào mừng ngày thành lập Đoàn 26/3, Đoàn trường {name} kết nạp lớp đoàn viên mới. Mỗi em chọn một việc: kèm "
      "bạn học, chăm vườn trường, dạy tin học cho người cao tuổi.", "Sau ba tháng, các em sẽ kể lại việc mình đã "
                                                                    "làm.")),
    (4, 25, "hall", True, "Học sinh lớp 12 tập dượt kỳ thi tốt nghiệp",
     "Thi thử như thi thật, chấm nhanh, trả kết quả riêng và ôn theo nhóm nhỏ.",
     ("{name} tổ chức thi thử tốt nghiệp trung học phổ thông cho khối 12. Kết quả được phân tích theo từng mạch kiến "
      "thức để chia nhóm ôn tập.",
      "Nhà trường giữ giờ ngủ, giờ chơi cho học sinh: không ôn buổi tối, không giao bài ngày Chủ nhật.")),
    (5, 26, "yard", False, "Lễ trưởng thành của học sinh lớp 12",
     "Học sinh thắp nến tri ân cha mẹ và trồng lại một hàng bằng lăng trước khi rời trường.",
     ("Lễ trưởng thành của {name} là lời chào của học sinh khối 12. Mỗi em viết một lá thư cho cha mẹ và trao tận "
      "tay trong buổi lễ.",
      "Hàng bằng lăng trồng hôm nay mang tên khóa học của các em.")),
    (7, 10, "class", True, "Hướng dẫn nhập học lớp 10 cho học sinh trúng tuyển",
     "Thời gian, hồ sơ và các bước xác nhận nhập học trực tuyến vào lớp 10.",
     ("{name} chúc mừng các em trúng tuyển và hướng dẫn thủ tục nhập học lớp 10.",
      "## Hồ sơ", "- Đơn xác nhận nhập học in từ hệ thống.", "- Học bạ trung học cơ sở.", "- Bản sao giấy khai sinh.",
      "- Giấy tờ ưu tiên, nếu có.", "Học sinh xác nhận trực tuyến trước, nộp hồ sơ giấy sau theo lịch của từng nhóm.")),
    (8, 22, "yard", False, "Tựu trường sớm cho học sinh lớp 12",
     "Lịch tựu trường các khối, thời khóa biểu tuần đầu và phân công giáo viên chủ nhiệm.",
     ("Học sinh lớp 12 của {name} tựu trường sớm hơn các khối khác một tuần để ổn định nề nếp và nhóm môn lựa chọn.",
      "Thời khóa biểu tuần đầu và danh sách giáo viên chủ nhiệm được đăng trong mục thông báo.")),
)
