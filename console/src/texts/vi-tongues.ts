/** Vietnamese of versions in the minorities' languages. */
export const tonguesVi = {
  tongues: {
    title: 'Bản tiếng dân tộc',
    help: 'Bản thu do người biết tiếng đọc. Mỗi bản cần một người thứ hai nghe và xác nhận nội dung trước khi duyệt.',
    which: 'Tiếng',
    choose: 'Chọn bản thu',
    remove: 'Bỏ bản {{language}}',
    heading: 'Nội dung {{language}}',
    waits: 'Bản {{language}} chưa có người thứ hai xác nhận nội dung.',
    ask: 'Nhờ một người biết tiếng, không phải người viết hay người đọc, mở trang này và nghe.',
    confirm: 'Tôi hiểu {{language}}; nội dung đúng với bản tiếng Việt',
    missing: 'nghe hết bản này rồi xác nhận',
    confirmed: '{{name}} đã nghe và xác nhận nội dung bản {{language}}, {{when}}',
  },
};
