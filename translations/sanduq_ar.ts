<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
    <context>
        <name>AccountDialog</name>
        <message>
            <source>Create account</source>
            <translation>إنشاء الحساب</translation>
        </message>
        <message>
            <source>Creating…</source>
            <translation>جارٍ الإنشاء…</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>البريد الإلكتروني</translation>
        </message>
        <message>
            <source>First name</source>
            <translation>الاسم الأول</translation>
        </message>
        <message>
            <source>Last name</source>
            <translation>اسم العائلة</translation>
        </message>
        <message>
            <source>Let the customer choose a password.</source>
            <translation>دع العميل يختار كلمة مرور.</translation>
        </message>
        <message>
            <source>New account at {shop}</source>
            <translation>حساب جديد في {shop}</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>كلمة المرور</translation>
        </message>
        <message>
            <source>Phone (optional)</source>
            <translation>الهاتف (اختياري)</translation>
        </message>
        <message>
            <source>The customer chooses it and types it here. It is not kept.</source>
            <translation>يختارها العميل ويكتبها هنا بنفسه، ولا تُحفظ.</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>هذا الحقل مطلوب.</translation>
        </message>
    </context>
    <context>
        <name>AddressField</name>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>The shop's own server; whoever runs it knows the address</source>
            <translation>خادم المتجر نفسه؛ يعرف عنوانه من يديره</translation>
        </message>
    </context>
    <context>
        <name>AdjustPresenter</name>
        <message>
            <source>Choose a reason.</source>
            <translation>اختر السبب.</translation>
        </message>
        <message>
            <source>Give how much to add or to take away.</source>
            <translation>أدخل الكمية المضافة أو المنقوصة.</translation>
        </message>
        <message>
            <source>Give the counted quantity.</source>
            <translation>أدخل الكمية المعدودة.</translation>
        </message>
        <message>
            <source>Stock of {name}: {before} → {after}</source>
            <translation>مخزون {name}: {before} ← {after}</translation>
        </message>
        <message>
            <source>The stock has changed meanwhile: {before} → {after}. Save again if it fits.</source>
            <translation>تغيّر المخزون أثناء ذلك: {before} ← {after}. احفظ مرة أخرى إن كان صحيحًا.</translation>
        </message>
    </context>
    <context>
        <name>AdjustView</name>
        <message>
            <source>Add or take away</source>
            <translation>زيادة أو نقص</translation>
        </message>
        <message>
            <source>Adjust stock</source>
            <translation>تسوية المخزون</translation>
        </message>
        <message>
            <source>After</source>
            <translation>بعد التسوية</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>التغيّر</translation>
        </message>
        <message>
            <source>Change the sign</source>
            <translation>عكس الإشارة</translation>
        </message>
        <message>
            <source>Counted quantity</source>
            <translation>الكمية المعدودة</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>مسح</translation>
        </message>
        <message>
            <source>Note (optional)</source>
            <translation>ملاحظة (اختيارية)</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>الآن</translation>
        </message>
        <message>
            <source>One less</source>
            <translation>إنقاص واحد</translation>
        </message>
        <message>
            <source>One more</source>
            <translation>زيادة واحد</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>السبب</translation>
        </message>
        <message>
            <source>Recorded under {cashier}</source>
            <translation>تُسجَّل باسم {cashier}</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <source>Set counted quantity</source>
            <translation>إدخال الكمية المعدودة</translation>
        </message>
    </context>
    <context>
        <name>BackendCan</name>
        <message>
            <source>, </source>
            <translation>، </translation>
        </message>
        <message>
            <source>This system can't: {list}.</source>
            <translation>لا يتيح هذا النظام: {list}.</translation>
        </message>
        <message>
            <source>change customers</source>
            <translation>تعديل العملاء</translation>
        </message>
        <message>
            <source>change online orders</source>
            <translation>تعديل الطلبات الإلكترونية</translation>
        </message>
        <message>
            <source>change products</source>
            <translation>تعديل الأصناف</translation>
        </message>
        <message>
            <source>count parts of a piece</source>
            <translation>عدّ أجزاء القطعة</translation>
        </message>
        <message>
            <source>find a sale again</source>
            <translation>البحث عن عملية بيع</translation>
        </message>
        <message>
            <source>keep loyalty points</source>
            <translation>نقاط الولاء</translation>
        </message>
        <message>
            <source>list customers</source>
            <translation>عرض قائمة العملاء</translation>
        </message>
        <message>
            <source>list online orders</source>
            <translation>عرض الطلبات الإلكترونية</translation>
        </message>
        <message>
            <source>list products</source>
            <translation>عرض قائمة الأصناف</translation>
        </message>
        <message>
            <source>take changes of stock</source>
            <translation>استقبال تغييرات المخزون</translation>
        </message>
        <message>
            <source>take new categories</source>
            <translation>إضافة فئات جديدة</translation>
        </message>
        <message>
            <source>take new customers</source>
            <translation>إضافة عملاء جدد</translation>
        </message>
        <message>
            <source>take new online orders</source>
            <translation>إضافة طلبات إلكترونية</translation>
        </message>
        <message>
            <source>take new products</source>
            <translation>إضافة أصناف جديدة</translation>
        </message>
        <message>
            <source>take products off sale</source>
            <translation>إيقاف بيع الأصناف</translation>
        </message>
        <message>
            <source>take sales</source>
            <translation>استقبال المبيعات</translation>
        </message>
        <message>
            <source>tell stock levels</source>
            <translation>عرض أرصدة المخزون</translation>
        </message>
    </context>
    <context>
        <name>BackendForm</name>
        <message>
            <source>Back ends</source>
            <translation>الأنظمة المرتبطة</translation>
        </message>
        <message>
            <source>Connect a back end</source>
            <translation>ربط نظام قائم</translation>
        </message>
        <message>
            <source>Sales are kept on this till and sent there in the background.</source>
            <translation>تُحفظ المبيعات على هذا الصندوق وتُرسل إليها في الخلفية.</translation>
        </message>
        <message>
            <source>There is none yet. Everything stays on this till.</source>
            <translation>لا يوجد نظام مرتبط بعد. يبقى كل شيء على هذا الصندوق.</translation>
        </message>
    </context>
    <context>
        <name>BackendMore</name>
        <message>
            <source>Account (id there)</source>
            <translation>الحساب (معرّفه هناك)</translation>
        </message>
        <message>
            <source>At products, stock and customers</source>
            <translation>للأصناف والمخزون والعملاء</translation>
        </message>
        <message>
            <source>Credited with each invoice, if given</source>
            <translation>تُقيّد فيه كل فاتورة إن ذُكر</translation>
        </message>
        <message>
            <source>Currency there</source>
            <translation>العملة هناك</translation>
        </message>
        <message>
            <source>Customer of this counter (id there)</source>
            <translation>عميل هذا الصندوق (معرّفه هناك)</translation>
        </message>
        <message>
            <source>Customer without a name (id there)</source>
            <translation>عميل بلا اسم (معرّفه هناك)</translation>
        </message>
        <message>
            <source>Does an invoice there take its items out of stock?</source>
            <translation>هل تخصم الفاتورة هناك أصنافها من المخزون؟</translation>
        </message>
        <message>
            <source>Else only those made here from now on</source>
            <translation>وإلا فما يُضاف هنا من الآن فقط</translation>
        </message>
        <message>
            <source>Empty: found by its name</source>
            <translation>إن تُرك فارغًا عُرف باسمه</translation>
        </message>
        <message>
            <source>Empty: the shop's own</source>
            <translation>إن تُركت فارغة فعملة المتجر</translation>
        </message>
        <message>
            <source>Find out</source>
            <translation>يُعرف بالتجربة</translation>
        </message>
        <message>
            <source>For sales to nobody in particular</source>
            <translation>للمبيعات التي ليس لها عميل معيّن</translation>
        </message>
        <message>
            <source>Its document does not say how they are made</source>
            <translation>لا تذكر وثيقته كيف تُجرى</translation>
        </message>
        <message>
            <source>Keeps the books</source>
            <translation>يمسك الدفاتر</translation>
        </message>
        <message>
            <source>Location of this shop (id there)</source>
            <translation>موقع هذا المتجر (معرّفه هناك)</translation>
        </message>
        <message>
            <source>Make calls that no sandbox has proven</source>
            <translation>تنفيذ طلبات لم تثبت في بيئة تجريبية</translation>
        </message>
        <message>
            <source>New online orders are told that soon</source>
            <translation>لمعرفة الطلبات الإلكترونية الجديدة</translation>
        </message>
        <message>
            <source>No</source>
            <translation>لا</translation>
        </message>
        <message>
            <source>Nobody has seen yet what these calls do there. A wrong one changes real products, stock or orders. Try them with a sandbox key first.</source>
            <translation>لم يُعرف بعد ما تفعله هذه الطلبات هناك، والخاطئ منها يغيّر أصنافًا أو مخزونًا أو طلبات حقيقية. جرّبها أولًا بمفتاح تجريبي.</translation>
        </message>
        <message>
            <source>Now it is {name}.</source>
            <translation>وهو الآن {name}.</translation>
        </message>
        <message>
            <source>Of each product so many are not offered there</source>
            <translation>لا يُعرض هناك هذا العدد من كل صنف</translation>
        </message>
        <message>
            <source>Online shop</source>
            <translation>متجر إلكتروني</translation>
        </message>
        <message>
            <source>Pieces kept back</source>
            <translation>القطع المحجوزة</translation>
        </message>
        <message>
            <source>Sales are booked there with it only</source>
            <translation>لا تُسجَّل المبيعات هناك بدونه</translation>
        </message>
        <message>
            <source>Seconds between two looks</source>
            <translation>الثواني بين مراجعتين</translation>
        </message>
        <message>
            <source>Seconds between two looks at orders</source>
            <translation>الثواني بين مراجعتين للطلبات</translation>
        </message>
        <message>
            <source>Selling warehouse (id there)</source>
            <translation>مستودع البيع (معرّفه هناك)</translation>
        </message>
        <message>
            <source>Send all products</source>
            <translation>إرسال كل الأصناف</translation>
        </message>
        <message>
            <source>The one that keeps the books decides prices and stock; only one can.</source>
            <translation>النظام الذي يمسك الدفاتر يحدد الأسعار والمخزون، ولا يمسكها إلا واحد.</translation>
        </message>
        <message>
            <source>This is not possible here.</source>
            <translation>هذا غير ممكن هنا.</translation>
        </message>
        <message>
            <source>What is it for?</source>
            <translation>ما دوره؟</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>نعم</translation>
        </message>
    </context>
    <context>
        <name>BackendPanel</name>
        <message>
            <source>A manager of it gives you the key.</source>
            <translation>يعطيك المفتاحَ مديرُ ذلك النظام.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Change {name}</source>
            <translation>تعديل {name}</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>ربط</translation>
        </message>
        <message>
            <source>Connect a back end</source>
            <translation>ربط نظام قائم</translation>
        </message>
        <message>
            <source>Encrypted by the system; the usual place</source>
            <translation>يشفّره النظام، وهو المكان المعتاد</translation>
        </message>
        <message>
            <source>For computers without a keyring</source>
            <translation>للأجهزة التي ليس فيها مخزن مفاتيح</translation>
        </message>
        <message>
            <source>Further settings</source>
            <translation>إعدادات إضافية</translation>
        </message>
        <message>
            <source>In a file beside the shop</source>
            <translation>في ملف بجانب المتجر</translation>
        </message>
        <message>
            <source>In the environment</source>
            <translation>في بيئة التشغيل</translation>
        </message>
        <message>
            <source>In this computer's keyring</source>
            <translation>في مخزن مفاتيح هذا الجهاز</translation>
        </message>
        <message>
            <source>Leave it empty to keep the one that is there</source>
            <translation>اتركه فارغًا للإبقاء على الحالي</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Never shown again</source>
            <translation>لن يُعرض مرة أخرى</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <source>Set by whoever starts the till</source>
            <translation>يضبطه من يشغّل الصندوق</translation>
        </message>
        <message>
            <source>Small letters and digits</source>
            <translation>حروف لاتينية صغيرة وأرقام</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>اختبار</translation>
        </message>
        <message>
            <source>Where the key is kept</source>
            <translation>مكان حفظ المفتاح</translation>
        </message>
        <message>
            <source>Which one?</source>
            <translation>أي نظام؟</translation>
        </message>
        <message>
            <source>Whoever can read the shop's folder as you can read the key too.</source>
            <translation>من يستطيع قراءة مجلد المتجر مثلك يستطيع قراءة المفتاح أيضًا.</translation>
        </message>
    </context>
    <context>
        <name>BackendRow</name>
        <message>
            <source>Change</source>
            <translation>تعديل</translation>
        </message>
    </context>
    <context>
        <name>BackendWork</name>
        <message>
            <source>A back end needs its key.</source>
            <translation>يحتاج النظام إلى مفتاحه.</translation>
        </message>
        <message>
            <source>Asking the server…</source>
            <translation>جارٍ سؤال الخادم…</translation>
        </message>
        <message>
            <source>Give the key that is to be tried.</source>
            <translation>أدخل المفتاح المراد اختباره.</translation>
        </message>
        <message>
            <source>Give the password of this user.</source>
            <translation>أدخل كلمة مرور هذا المستخدم.</translation>
        </message>
        <message>
            <source>Its key is forgotten. Sales stay here; what is not sent yet waits.</source>
            <translation>يُنسى مفتاحه. تبقى المبيعات هنا، وينتظر ما لم يُرسل بعد.</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>إبقاء</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation>إزالة {name}؟</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>تمت الإزالة</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>تم الحفظ</translation>
        </message>
    </context>
    <context>
        <name>BrowsePanel</name>
        <message>
            <source>Held sales</source>
            <translation>المعلّقة</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>الأصناف</translation>
        </message>
        <message>
            <source>Scan a barcode, or type a name or code</source>
            <translation>امسح الباركود أو اكتب اسمًا أو رمزًا</translation>
        </message>
        <message>
            <source>Search products</source>
            <translation>البحث في الأصناف</translation>
        </message>
        <message>
            <source>Show a list</source>
            <translation>عرض كقائمة</translation>
        </message>
        <message>
            <source>Show cards</source>
            <translation>عرض كبطاقات</translation>
        </message>
    </context>
    <context>
        <name>CancelDialog</name>
        <message>
            <source>A few words</source>
            <translation>توضيح</translation>
        </message>
        <message>
            <source>Add a few words (optional)</source>
            <translation>أضف توضيحًا (اختياري)</translation>
        </message>
        <message>
            <source>Cancel and refund</source>
            <translation>إلغاء ورد المبلغ</translation>
        </message>
        <message>
            <source>Cancel order {number}?</source>
            <translation>إلغاء الطلب {number}؟</translation>
        </message>
        <message>
            <source>Cancel the order</source>
            <translation>إلغاء الطلب</translation>
        </message>
        <message>
            <source>Keep the order</source>
            <translation>الإبقاء على الطلب</translation>
        </message>
        <message>
            <source>Language of the customer</source>
            <translation>لغة العميل</translation>
        </message>
        <message>
            <source>Nothing yet: say it in a few words.</source>
            <translation>لا شيء بعد: اذكر السبب بكلمات قليلة.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>السبب</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>رد المبلغ</translation>
        </message>
        <message>
            <source>Refund order {number}?</source>
            <translation>رد مبلغ الطلب {number}؟</translation>
        </message>
        <message>
            <source>Say it in a few words</source>
            <translation>اذكر السبب بكلمات قليلة</translation>
        </message>
        <message>
            <source>Say why; the customer will read it.</source>
            <translation>اذكر السبب، فسيقرؤه العميل.</translation>
        </message>
        <message>
            <source>The customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>The customer will read</source>
            <translation>سيقرأ العميل</translation>
        </message>
        <message>
            <source>the money</source>
            <translation>المبلغ</translation>
        </message>
        <message>
            <source>{name} gets {amount} back and receives the reason by e-mail. This cannot be undone.</source>
            <translation>سيُعاد إلى {name} مبلغ {amount} ويصل السبب بالبريد الإلكتروني. لا يمكن التراجع.</translation>
        </message>
        <message>
            <source>{name} gets {amount} back. This cannot be undone.</source>
            <translation>سيُعاد إلى {name} مبلغ {amount}. لا يمكن التراجع.</translation>
        </message>
        <message>
            <source>{name} may read the reason. Money that was paid is not given back by this.</source>
            <translation>قد يقرأ {name} السبب. ما دُفع من مال لا يُعاد بهذا الإلغاء.</translation>
        </message>
    </context>
    <context>
        <name>CardButtons</name>
        <message>
            <source>Look</source>
            <translation>عرض</translation>
        </message>
    </context>
    <context>
        <name>CardDelegate</name>
        <message>
            <source>Low {count}</source>
            <translation>متبقٍ {count}</translation>
        </message>
        <message>
            <source>Out of stock</source>
            <translation>نفد</translation>
        </message>
    </context>
    <context>
        <name>CartBar</name>
        <message numerus="yes">
            <source>Cart · %n line(s)</source>
            <translation>
                <numerusform>السلة · لا أصناف</numerusform>
                <numerusform>السلة · صنف واحد</numerusform>
                <numerusform>السلة · صنفان</numerusform>
                <numerusform>السلة · %n أصناف</numerusform>
                <numerusform>السلة · %n صنفًا</numerusform>
                <numerusform>السلة · %n صنف</numerusform>
            </translation>
        </message>
        <message>
            <source>Pay</source>
            <translation>الدفع</translation>
        </message>
    </context>
    <context>
        <name>CartPanel</name>
        <message>
            <source>Back to the products</source>
            <translation>العودة إلى الأصناف</translation>
        </message>
        <message>
            <source>Cart</source>
            <translation>السلة</translation>
        </message>
        <message>
            <source>Clear the sale</source>
            <translation>إفراغ البيع</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>خصم</translation>
        </message>
        <message>
            <source>Discount on the sale</source>
            <translation>خصم على البيع</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>تعليق</translation>
        </message>
        <message>
            <source>Online order…</source>
            <translation>طلب إنترنت…</translation>
        </message>
        <message>
            <source>Pay</source>
            <translation>الدفع</translation>
        </message>
        <message>
            <source>Scan an item or tap a product.</source>
            <translation>امسح صنفًا أو المس منتجًا.</translation>
        </message>
        <message>
            <source>Simplified tax invoice</source>
            <translation>فاتورة ضريبية مبسطة</translation>
        </message>
        <message>
            <source>Tax invoice</source>
            <translation>فاتورة ضريبية</translation>
        </message>
        <message>
            <source>The cart is empty</source>
            <translation>السلة فارغة</translation>
        </message>
        <message>
            <source>Walk-in customer</source>
            <translation>عميل نقدي</translation>
        </message>
    </context>
    <context>
        <name>CashierDialog</name>
        <message>
            <source>Add and use</source>
            <translation>إضافة واستخدام</translation>
        </message>
        <message>
            <source>New cashier</source>
            <translation>كاشير جديد</translation>
        </message>
        <message>
            <source>No cashier</source>
            <translation>بلا كاشير</translation>
        </message>
        <message>
            <source>Who is at the till?</source>
            <translation>من على الصندوق؟</translation>
        </message>
    </context>
    <context>
        <name>CategoryBar</name>
        <message>
            <source>All</source>
            <translation>الكل</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>الفئات</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>More categories</source>
            <translation>فئات أخرى</translation>
        </message>
    </context>
    <context>
        <name>Column</name>
        <message numerus="yes">
            <source>%n cancelled</source>
            <translation>
                <numerusform>لا ملغى</numerusform>
                <numerusform>ملغى واحد</numerusform>
                <numerusform>ملغيان</numerusform>
                <numerusform>%n ملغاة</numerusform>
                <numerusform>%n ملغى</numerusform>
                <numerusform>%n ملغى</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConnectFields</name>
        <message>
            <source>Keep the key in a file</source>
            <translation>حفظ المفتاح في ملف</translation>
        </message>
        <message>
            <source>Kept in the system's key store, never in the database or in logs</source>
            <translation>يُحفظ في مخزن مفاتيح النظام، ولا يُكتب في قاعدة البيانات أو السجلات</translation>
        </message>
        <message>
            <source>Which one?</source>
            <translation>أي نظام؟</translation>
        </message>
        <message>
            <source>Whoever can read the shop's folder as you can read the key too.</source>
            <translation>من يستطيع قراءة مجلد المتجر مثلك يستطيع قراءة المفتاح أيضًا.</translation>
        </message>
    </context>
    <context>
        <name>Credentials</name>
        <message>
            <source>API key</source>
            <translation>مفتاح الربط</translation>
        </message>
        <message>
            <source>Begins with {begin}.</source>
            <translation>يبدأ بـ {begin}.</translation>
        </message>
        <message>
            <source>E-mail address of the user</source>
            <translation>البريد الإلكتروني للمستخدم</translation>
        </message>
        <message>
            <source>Give the e-mail address of the user.</source>
            <translation>أدخل البريد الإلكتروني للمستخدم.</translation>
        </message>
        <message>
            <source>How the till signs in</source>
            <translation>طريقة دخول الصندوق</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>كلمة المرور</translation>
        </message>
        <message>
            <source>User and password</source>
            <translation>مستخدم وكلمة مرور</translation>
        </message>
    </context>
    <context>
        <name>CustomerCard</name>
        <message>
            <source>Changes stay on this till: {system} has no call for them.</source>
            <translation>تبقى التعديلات على هذا الصندوق: لا يتيح {system} إرسالها.</translation>
        </message>
        <message>
            <source>Edit customer</source>
            <translation>تعديل العميل</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>عميل جديد</translation>
        </message>
        <message>
            <source>Save customer</source>
            <translation>حفظ العميل</translation>
        </message>
        <message>
            <source>Use this customer</source>
            <translation>استخدام هذا العميل</translation>
        </message>
    </context>
    <context>
        <name>CustomerDialog</name>
        <message>
            <source>Choose</source>
            <translation>اختيار</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>العملاء</translation>
        </message>
        <message>
            <source>Name, phone or VAT number</source>
            <translation>الاسم أو الهاتف أو الرقم الضريبي</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>عميل جديد</translation>
        </message>
        <message>
            <source>No customer found.</source>
            <translation>لم يُعثر على عميل.</translation>
        </message>
        <message>
            <source>Save customer</source>
            <translation>حفظ العميل</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>البحث في العملاء</translation>
        </message>
        <message>
            <source>Use this customer</source>
            <translation>استخدام هذا العميل</translation>
        </message>
        <message>
            <source>Walk-in customer</source>
            <translation>عميل نقدي</translation>
        </message>
    </context>
    <context>
        <name>CustomerForm</name>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>الهاتف</translation>
        </message>
        <message>
            <source>VAT number</source>
            <translation>الرقم الضريبي</translation>
        </message>
    </context>
    <context>
        <name>CustomerPanel</name>
        <message numerus="yes">
            <source>%n invoice(s)</source>
            <translation>
                <numerusform>لا فواتير</numerusform>
                <numerusform>فاتورة واحدة</numerusform>
                <numerusform>فاتورتان</numerusform>
                <numerusform>%n فواتير</numerusform>
                <numerusform>%n فاتورة</numerusform>
                <numerusform>%n فاتورة</numerusform>
            </translation>
        </message>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>Back to the list</source>
            <translation>العودة إلى القائمة</translation>
        </message>
        <message>
            <source>Choose a customer to see what is known.</source>
            <translation>اختر عميلًا لعرض بياناته.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>تعديل</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>الفواتير</translation>
        </message>
        <message>
            <source>Latest invoices</source>
            <translation>أحدث الفواتير</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>الهاتف</translation>
        </message>
        <message>
            <source>VAT number</source>
            <translation>الرقم الضريبي</translation>
        </message>
        <message>
            <source>What is shown</source>
            <translation>المعروض</translation>
        </message>
    </context>
    <context>
        <name>CustomersPresenter</name>
        <message>
            <source>{name} is saved.</source>
            <translation>حُفظ {name}.</translation>
        </message>
    </context>
    <context>
        <name>CustomersView</name>
        <message numerus="yes">
            <source>%n customer(s)</source>
            <translation>
                <numerusform>لا عملاء</numerusform>
                <numerusform>عميل واحد</numerusform>
                <numerusform>عميلان</numerusform>
                <numerusform>%n عملاء</numerusform>
                <numerusform>%n عميلًا</numerusform>
                <numerusform>%n عميل</numerusform>
            </translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>العملاء</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>الفواتير</translation>
        </message>
        <message>
            <source>Last sale</source>
            <translation>آخر بيع</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Name, phone or VAT number</source>
            <translation>الاسم أو الهاتف أو الرقم الضريبي</translation>
        </message>
        <message>
            <source>New customer</source>
            <translation>عميل جديد</translation>
        </message>
        <message>
            <source>No customers yet</source>
            <translation>لا عملاء بعد</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>الهاتف</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>البحث في العملاء</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>المزامنة</translation>
        </message>
    </context>
    <context>
        <name>DataForm</name>
        <message>
            <source>A checked copy of the whole shop. Selling goes on meanwhile.</source>
            <translation>نسخة مفحوصة من المتجر كله. ويستمر البيع أثناء ذلك.</translation>
        </message>
        <message>
            <source>Back up</source>
            <translation>نسخ الآن</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>النسخ الاحتياطي</translation>
        </message>
        <message>
            <source>Check the file</source>
            <translation>فحص الملف</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>العملاء</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>تصدير</translation>
        </message>
        <message>
            <source>Export a list</source>
            <translation>تصدير قائمة</translation>
        </message>
        <message>
            <source>From a CSV file as a spreadsheet saves it. You see first what would change.</source>
            <translation>من ملف CSV كما يحفظه برنامج الجداول. سترى أولًا ما الذي سيتغير.</translation>
        </message>
        <message>
            <source>Import products</source>
            <translation>استيراد الأصناف</translation>
        </message>
        <message>
            <source>Into a CSV file that every spreadsheet opens.</source>
            <translation>إلى ملف CSV تفتحه كل برامج الجداول.</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>الفواتير</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>الأصناف</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>المخزون</translation>
        </message>
    </context>
    <context>
        <name>DataStep</name>
        <message>
            <source>Connect a back end</source>
            <translation>ربط نظام قائم</translation>
        </message>
        <message>
            <source>Products can be imported in Settings</source>
            <translation>يمكن استيراد الأصناف من الإعدادات</translation>
        </message>
        <message>
            <source>Products, stock and customers are loaded from it</source>
            <translation>تُحمّل منه الأصناف والمخزون والعملاء</translation>
        </message>
        <message>
            <source>Start with a demo shop</source>
            <translation>البدء بمتجر تجريبي</translation>
        </message>
        <message>
            <source>Start with an empty shop</source>
            <translation>البدء بمتجر فارغ</translation>
        </message>
        <message>
            <source>The till works offline either way. More can be connected later.</source>
            <translation>يعمل الصندوق دون اتصال في الحالتين، ويمكن ربط أنظمة أخرى لاحقًا.</translation>
        </message>
        <message>
            <source>Where do products and sales live?</source>
            <translation>أين تُحفظ الأصناف والمبيعات؟</translation>
        </message>
        <message>
            <source>{count} products, nothing leaves this computer</source>
            <translation>عدد الأصناف {count}، ولا يغادر شيء هذا الجهاز</translation>
        </message>
    </context>
    <context>
        <name>DataWork</name>
        <message numerus="yes">
            <source>%n row(s) written to {file}.</source>
            <translation>
                <numerusform>لم يُكتب أي سطر إلى {file}.</numerusform>
                <numerusform>كُتب سطر واحد إلى {file}.</numerusform>
                <numerusform>كُتب سطران إلى {file}.</numerusform>
                <numerusform>كُتبت %n أسطر إلى {file}.</numerusform>
                <numerusform>كُتب %n سطرًا إلى {file}.</numerusform>
                <numerusform>كُتب %n سطر إلى {file}.</numerusform>
            </translation>
        </message>
        <message>
            <source>Checking the file…</source>
            <translation>جارٍ فحص الملف…</translation>
        </message>
        <message>
            <source>Copying the shop…</source>
            <translation>جارٍ نسخ المتجر…</translation>
        </message>
        <message>
            <source>Exporting…</source>
            <translation>جارٍ التصدير…</translation>
        </message>
        <message>
            <source>Import finished: {new} new, {changed} changed, {refused} refused.</source>
            <translation>انتهى الاستيراد: {new} جديد، {changed} معدّل، {refused} مرفوض.</translation>
        </message>
        <message>
            <source>Import stopped: {new} new and {changed} changed are kept.</source>
            <translation>أُوقف الاستيراد: حُفظ {new} جديد و{changed} معدّل.</translation>
        </message>
        <message>
            <source>Importing products…</source>
            <translation>جارٍ استيراد الأصناف…</translation>
        </message>
        <message>
            <source>The backup is in {file}.</source>
            <translation>النسخة الاحتياطية في {file}.</translation>
        </message>
    </context>
    <context>
        <name>DatesDialog</name>
        <message>
            <source>All days</source>
            <translation>كل الأيام</translation>
        </message>
        <message>
            <source>Days to show</source>
            <translation>الأيام المعروضة</translation>
        </message>
        <message>
            <source>Empty means without end</source>
            <translation>اتركه فارغًا لعرضها بلا نهاية</translation>
        </message>
        <message>
            <source>For example {date}</source>
            <translation>مثال: {date}</translation>
        </message>
        <message>
            <source>From</source>
            <translation>من</translation>
        </message>
        <message>
            <source>Last month</source>
            <translation>الشهر الماضي</translation>
        </message>
        <message>
            <source>One day earlier</source>
            <translation>اليوم السابق</translation>
        </message>
        <message>
            <source>One day later</source>
            <translation>اليوم التالي</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>This day is before the first one.</source>
            <translation>هذا اليوم قبل اليوم الأول.</translation>
        </message>
        <message>
            <source>This month</source>
            <translation>هذا الشهر</translation>
        </message>
        <message>
            <source>To</source>
            <translation>إلى</translation>
        </message>
        <message>
            <source>Write the day as {date}.</source>
            <translation>اكتب اليوم هكذا: {date}.</translation>
        </message>
    </context>
    <context>
        <name>DebugOverlay</name>
        <message>
            <source>Last frame</source>
            <translation>آخر إطار</translation>
        </message>
        <message>
            <source>Last stall</source>
            <translation>آخر توقف</translation>
        </message>
        <message>
            <source>Longest stall</source>
            <translation>أطول توقف</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Slowest frame</source>
            <translation>أبطأ إطار</translation>
        </message>
        <message>
            <source>Stalls over a frame</source>
            <translation>توقفات أطول من إطار</translation>
        </message>
    </context>
    <context>
        <name>Dialog</name>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
    </context>
    <context>
        <name>Entry</name>
        <message>
            <source>Amount by card</source>
            <translation>مبلغ البطاقة</translation>
        </message>
        <message>
            <source>Amount transferred</source>
            <translation>المبلغ المحوّل</translation>
        </message>
        <message>
            <source>Cash received</source>
            <translation>النقد المستلم</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>مسح رقم</translation>
        </message>
        <message>
            <source>Exact {amount}</source>
            <translation>كاملًا {amount}</translation>
        </message>
        <message>
            <source>Terminal reference</source>
            <translation>مرجع جهاز الدفع</translation>
        </message>
        <message>
            <source>Transfer reference</source>
            <translation>مرجع التحويل</translation>
        </message>
    </context>
    <context>
        <name>FigureDialog</name>
        <message>
            <source>Apply</source>
            <translation>تطبيق</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>مسح</translation>
        </message>
    </context>
    <context>
        <name>FileJob</name>
        <message>
            <source>Choose…</source>
            <translation>اختيار…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>الملف</translation>
        </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>7 days</source>
            <translation>7 أيام</translation>
        </message>
        <message>
            <source>All</source>
            <translation>الكل</translation>
        </message>
        <message>
            <source>All days</source>
            <translation>كل الأيام</translation>
        </message>
        <message>
            <source>Dates</source>
            <translation>تواريخ</translation>
        </message>
        <message>
            <source>From {date}</source>
            <translation>من {date}</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>اليوم</translation>
        </message>
        <message>
            <source>Until {date}</source>
            <translation>حتى {date}</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>أمس</translation>
        </message>
    </context>
    <context>
        <name>FoundPanel</name>
        <message>
            <source>Changed</source>
            <translation>معدّل</translation>
        </message>
        <message>
            <source>Columns that are not known, and not read: {columns}</source>
            <translation>أعمدة غير معروفة لن تُقرأ: {columns}</translation>
        </message>
        <message numerus="yes">
            <source>Import %n product(s)</source>
            <translation>
                <numerusform>لا أصناف للاستيراد</numerusform>
                <numerusform>استيراد صنف واحد</numerusform>
                <numerusform>استيراد صنفين</numerusform>
                <numerusform>استيراد %n أصناف</numerusform>
                <numerusform>استيراد %n صنفًا</numerusform>
                <numerusform>استيراد %n صنف</numerusform>
            </translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>ترك الملف</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>السطر</translation>
        </message>
        <message>
            <source>New</source>
            <translation>جديد</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>مقروء</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>مرفوض</translation>
        </message>
        <message>
            <source>Refused lines</source>
            <translation>الأسطر المرفوضة</translation>
        </message>
        <message>
            <source>Why it is refused</source>
            <translation>سبب الرفض</translation>
        </message>
    </context>
    <context>
        <name>Held</name>
        <message>
            <source>Hold</source>
            <translation>تعليق</translation>
        </message>
        <message>
            <source>Hold or finish the sale at hand first.</source>
            <translation>علّق البيع الحالي أو أنهِه أولًا.</translation>
        </message>
        <message>
            <source>Hold the sale</source>
            <translation>تعليق البيع</translation>
        </message>
        <message>
            <source>Name, such as a table or a person (optional)</source>
            <translation>اسم، كطاولة أو شخص (اختياري)</translation>
        </message>
        <message>
            <source>No sale is held.</source>
            <translation>لا يوجد بيع معلّق.</translation>
        </message>
        <message>
            <source>Sale held</source>
            <translation>عُلّق البيع</translation>
        </message>
        <message>
            <source>Sale held as “{name}”</source>
            <translation>عُلّق البيع باسم «{name}»</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>تراجع</translation>
        </message>
    </context>
    <context>
        <name>HeldDialog</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>لا أصناف</numerusform>
                <numerusform>صنف واحد</numerusform>
                <numerusform>صنفان</numerusform>
                <numerusform>%n أصناف</numerusform>
                <numerusform>%n صنفًا</numerusform>
                <numerusform>%n صنف</numerusform>
            </translation>
        </message>
        <message>
            <source>Held sales</source>
            <translation>المبيعات المعلّقة</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>استرجاع</translation>
        </message>
    </context>
    <context>
        <name>InvoicePanel</name>
        <message>
            <source>Back to the list</source>
            <translation>العودة إلى القائمة</translation>
        </message>
        <message>
            <source>Choose an invoice to see its receipt.</source>
            <translation>اختر فاتورة لعرض إيصالها.</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>الإيصال</translation>
        </message>
        <message>
            <source>Reprint</source>
            <translation>إعادة الطباعة</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>حفظ PDF</translation>
        </message>
    </context>
    <context>
        <name>InvoicesPresenter</name>
        <message numerus="yes">
            <source>%n invoice(s) saved in {folder} as {file}.</source>
            <translation>
                <numerusform>حُفظ الملف {file} بلا فواتير في {folder}.</numerusform>
                <numerusform>حُفظت فاتورة واحدة في {folder} باسم {file}.</numerusform>
                <numerusform>حُفظت فاتورتان في {folder} باسم {file}.</numerusform>
                <numerusform>حُفظت %n فواتير في {folder} باسم {file}.</numerusform>
                <numerusform>حُفظت %n فاتورة في {folder} باسم {file}.</numerusform>
                <numerusform>حُفظت %n فاتورة في {folder} باسم {file}.</numerusform>
            </translation>
        </message>
        <message>
            <source>Export</source>
            <translation>تصدير</translation>
        </message>
        <message>
            <source>There is no invoice {number}.</source>
            <translation>لا توجد فاتورة بالرقم {number}.</translation>
        </message>
    </context>
    <context>
        <name>InvoicesView</name>
        <message numerus="yes">
            <source>%n invoice(s)</source>
            <translation>
                <numerusform>لا فواتير</numerusform>
                <numerusform>فاتورة واحدة</numerusform>
                <numerusform>فاتورتان</numerusform>
                <numerusform>%n فواتير</numerusform>
                <numerusform>%n فاتورة</numerusform>
                <numerusform>%n فاتورة</numerusform>
            </translation>
        </message>
        <message>
            <source>Cashier</source>
            <translation>الكاشير</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>تصدير</translation>
        </message>
        <message>
            <source>Invoice</source>
            <translation>الفاتورة</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>الفواتير</translation>
        </message>
        <message>
            <source>Loading invoices…</source>
            <translation>جارٍ تحميل الفواتير…</translation>
        </message>
        <message>
            <source>Look in all days</source>
            <translation>البحث في كل الأيام</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>الدفع</translation>
        </message>
        <message>
            <source>No invoices on these days</source>
            <translation>لا فواتير في هذه الأيام</translation>
        </message>
        <message>
            <source>No invoices yet</source>
            <translation>لا فواتير بعد</translation>
        </message>
        <message>
            <source>No such invoices</source>
            <translation>لا فواتير من هذا النوع</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>Number, customer or amount</source>
            <translation>رقم الفاتورة أو العميل أو المبلغ</translation>
        </message>
        <message>
            <source>Sales</source>
            <translation>المبيعات</translation>
        </message>
        <message>
            <source>Search invoices</source>
            <translation>البحث في الفواتير</translation>
        </message>
        <message>
            <source>Show all days</source>
            <translation>عرض كل الأيام</translation>
        </message>
        <message>
            <source>Show all invoices</source>
            <translation>عرض كل الفواتير</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>Still owed</source>
            <translation>المتبقي على العملاء</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>المزامنة</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>الوقت</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>الإجمالي</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>إعادة المحاولة</translation>
        </message>
    </context>
    <context>
        <name>KeyDialog</name>
        <message>
            <source>API key</source>
            <translation>مفتاح الربط</translation>
        </message>
        <message>
            <source>Enter a new key</source>
            <translation>إدخال مفتاح جديد</translation>
        </message>
        <message>
            <source>Enter a new password</source>
            <translation>إدخال كلمة مرور جديدة</translation>
        </message>
        <message>
            <source>Give the password.</source>
            <translation>أدخل كلمة المرور.</translation>
        </message>
        <message>
            <source>Kept where the old one was; never shown again</source>
            <translation>يُحفظ مكان السابق، ولن يُعرض مرة أخرى</translation>
        </message>
        <message>
            <source>Password of {user}</source>
            <translation>كلمة مرور {user}</translation>
        </message>
        <message>
            <source>Paste the key here.</source>
            <translation>ألصق المفتاح هنا.</translation>
        </message>
        <message>
            <source>Save the key</source>
            <translation>حفظ المفتاح</translation>
        </message>
        <message>
            <source>Save the password</source>
            <translation>حفظ كلمة المرور</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>اختبار</translation>
        </message>
    </context>
    <context>
        <name>KeyForm</name>
        <message>
            <source>F1 shows this list on every page.</source>
            <translation>يعرض F1 هذه القائمة في كل صفحة.</translation>
        </message>
        <message>
            <source>What the keys do</source>
            <translation>عمل المفاتيح</translation>
        </message>
    </context>
    <context>
        <name>KeyList</name>
        <message>
            <source>Key list</source>
            <translation>قائمة المفاتيح</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>What the keys do</source>
            <translation>عمل المفاتيح</translation>
        </message>
    </context>
    <context>
        <name>KnownBox</name>
        <message>
            <source>Create anyway</source>
            <translation>إنشاء على أي حال</translation>
        </message>
        <message>
            <source>There is a customer with this phone already.</source>
            <translation>يوجد عميل بهذا الهاتف بالفعل.</translation>
        </message>
    </context>
    <context>
        <name>LineDelegate</name>
        <message>
            <source>Price changed</source>
            <translation>سعر معدّل</translation>
        </message>
        <message>
            <source>{price} each</source>
            <translation>{price} للوحدة</translation>
        </message>
        <message>
            <source>{price} per {unit}</source>
            <translation>{price} لكل {unit}</translation>
        </message>
    </context>
    <context>
        <name>LineTools</name>
        <message>
            <source>Discount on the line</source>
            <translation>خصم على الصنف</translation>
        </message>
        <message>
            <source>Note on the line</source>
            <translation>ملاحظة على الصنف</translation>
        </message>
        <message>
            <source>One less</source>
            <translation>إنقاص واحد</translation>
        </message>
        <message>
            <source>One more</source>
            <translation>زيادة واحد</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>السعر</translation>
        </message>
        <message>
            <source>Quantity {quantity}</source>
            <translation>الكمية {quantity}</translation>
        </message>
        <message>
            <source>Remove the line</source>
            <translation>حذف الصنف</translation>
        </message>
    </context>
    <context>
        <name>LinkDialog</name>
        <message>
            <source>Give the id that it has there.</source>
            <translation>أدخل معرّفه هناك.</translation>
        </message>
        <message>
            <source>Its id there</source>
            <translation>معرّفه هناك</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>ربط</translation>
        </message>
        <message>
            <source>Link to existing</source>
            <translation>ربط بالموجود</translation>
        </message>
        <message>
            <source>Look it up in the back end. From then on it counts as sent.</source>
            <translation>ابحث عنه في النظام المرتبط. يُعدّ بعد ذلك مُرسلًا.</translation>
        </message>
        <message>
            <source>Look up its id in the online shop. From then on it counts as placed.</source>
            <translation>ابحث عن معرّفه في المتجر الإلكتروني، وعندها يُعدّ الطلب مُسجَّلًا.</translation>
        </message>
        <message>
            <source>Which order is it there?</source>
            <translation>أي طلب هو هناك؟</translation>
        </message>
    </context>
    <context>
        <name>MemberLink</name>
        <message>
            <source>Give the id.</source>
            <translation>أدخل المعرّف.</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>ربط</translation>
        </message>
        <message>
            <source>Link to {shop}</source>
            <translation>الربط مع {shop}</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source>The customer's id at {shop}</source>
            <translation>معرّف العميل في {shop}</translation>
        </message>
        <message>
            <source>The e-mail address here is another one: {email}</source>
            <translation>البريد الإلكتروني هنا مختلف: {email}</translation>
        </message>
        <message>
            <source>There is no customer with this id.</source>
            <translation>لا يوجد عميل بهذا المعرّف.</translation>
        </message>
    </context>
    <context>
        <name>MemberSection</name>
        <message>
            <source>Asking {shop}…</source>
            <translation>جارٍ سؤال {shop}…</translation>
        </message>
        <message>
            <source>Create account…</source>
            <translation>إنشاء حساب…</translation>
        </message>
        <message>
            <source>It is not known which customer of {shop} this is.</source>
            <translation>لا يُعرف أي عميل لدى {shop} هو هذا.</translation>
        </message>
        <message>
            <source>Latest online orders</source>
            <translation>أحدث طلبات الإنترنت</translation>
        </message>
        <message>
            <source>Link another one</source>
            <translation>ربط بعميل آخر</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>ربط…</translation>
        </message>
        <message>
            <source>New subscription</source>
            <translation>اشتراك جديد</translation>
        </message>
        <message>
            <source>New…</source>
            <translation>جديد…</translation>
        </message>
        <message>
            <source>No orders yet</source>
            <translation>لا طلبات بعد</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>النقاط</translation>
        </message>
        <message>
            <source>Show a subscription</source>
            <translation>عرض اشتراك</translation>
        </message>
        <message>
            <source>Show…</source>
            <translation>عرض…</translation>
        </message>
        <message>
            <source>Subscriptions</source>
            <translation>الاشتراكات</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>إعادة المحاولة</translation>
        </message>
        <message>
            <source>worth {amount}</source>
            <translation>بقيمة {amount}</translation>
        </message>
        <message>
            <source>{points} so far</source>
            <translation>{points} حتى الآن</translation>
        </message>
        <message>
            <source>{shop} has no customer {id} any more.</source>
            <translation>لم يعد لدى {shop} عميل برقم {id}.</translation>
        </message>
        <message>
            <source>{shop} has no list of them: ask the customer for the number.</source>
            <translation>لا يتيح {shop} قائمة بها: اسأل العميل عن الرقم.</translation>
        </message>
    </context>
    <context>
        <name>Members</name>
        <message>
            <source>{name} has account {id} at {shop} now.</source>
            <translation>لدى {name} الآن الحساب {id} في {shop}.</translation>
        </message>
        <message>
            <source>{name} has account {id} at {shop}, but it is not linked here: {why}</source>
            <translation>لدى {name} الحساب {id} في {shop}، لكنه غير مربوط هنا: {why}</translation>
        </message>
    </context>
    <context>
        <name>MoveHead</name>
        <message>
            <source>Movements</source>
            <translation>الحركات</translation>
        </message>
    </context>
    <context>
        <name>NothingFound</name>
        <message>
            <source>Add product</source>
            <translation>إضافة صنف</translation>
        </message>
        <message>
            <source>Add the first one here.</source>
            <translation>أضف أول صنف من هنا.</translation>
        </message>
        <message>
            <source>Check the spelling, or search by code.</source>
            <translation>تحقق من الإملاء أو ابحث بالرمز.</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>مسح البحث</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>There are no products yet.</source>
            <translation>لا توجد أصناف بعد.</translation>
        </message>
    </context>
    <context>
        <name>OnlineOrder</name>
        <message>
            <source>It is not known whether {shop} has the order.</source>
            <translation>لا يُعرف هل وصل الطلب إلى {shop}.</translation>
        </message>
        <message>
            <source>No online shop takes orders from here.</source>
            <translation>لا يستقبل أي متجر إلكتروني طلبات من هنا.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>The order goes on by itself. The cart stays until {shop} has it.</source>
            <translation>يستمر إرسال الطلب تلقائيًا، وتبقى السلة حتى يستلمه {shop}.</translation>
        </message>
        <message>
            <source>The order is withdrawn.</source>
            <translation>سُحب الطلب.</translation>
        </message>
        <message>
            <source>{shop} did not take the order: {why}</source>
            <translation>لم يقبل {shop} الطلب: {why}</translation>
        </message>
        <message>
            <source>{shop} has taken order {number}: {amount}</source>
            <translation>استلم {shop} الطلب {number}: {amount}</translation>
        </message>
    </context>
    <context>
        <name>OnlineOrderDialog</name>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Change the cart</source>
            <translation>تعديل السلة</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Collect {amount} now</source>
            <translation>تحصيل {amount} الآن</translation>
        </message>
        <message>
            <source>It is not known whether {shop} has the order. A manager must look there before it is placed again.</source>
            <translation>لا يُعرف هل وصل الطلب إلى {shop}. على المدير أن يتحقق هناك قبل إرساله مرة أخرى.</translation>
        </message>
        <message>
            <source>It is not known yet whether {shop} has the order. Do not place it again: we find out. You may go on meanwhile.</source>
            <translation>لا يُعرف بعد هل وصل الطلب إلى {shop}. لا ترسله مرة أخرى، فنحن نتحقق منه. يمكنك متابعة العمل.</translation>
        </message>
        <message>
            <source>Look at it</source>
            <translation>الاطلاع عليه</translation>
        </message>
        <message>
            <source>Online order</source>
            <translation>طلب إنترنت</translation>
        </message>
        <message>
            <source>Order taken</source>
            <translation>تم قبول الطلب</translation>
        </message>
        <message>
            <source>Pay at pickup</source>
            <translation>الدفع عند الاستلام</translation>
        </message>
        <message>
            <source>Place order</source>
            <translation>إرسال الطلب</translation>
        </message>
        <message>
            <source>The order has not reached {shop} yet. It goes out by itself: do not place it again.</source>
            <translation>لم يصل الطلب إلى {shop} بعد. سيُرسل تلقائيًا، فلا ترسله مرة أخرى.</translation>
        </message>
        <message>
            <source>The order is on its way to {shop}…</source>
            <translation>الطلب في طريقه إلى {shop}…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>إعادة المحاولة</translation>
        </message>
        <message>
            <source>Withdraw the order</source>
            <translation>سحب الطلب</translation>
        </message>
        <message>
            <source>{shop} did not take the order. The cart is as it was.</source>
            <translation>لم يقبل {shop} الطلب. السلة كما كانت.</translation>
        </message>
    </context>
    <context>
        <name>OnlineOrderForm</name>
        <message>
            <source>City</source>
            <translation>المدينة</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>الدولة</translation>
        </message>
        <message>
            <source>Deliver it</source>
            <translation>توصيل الطلب</translation>
        </message>
        <message>
            <source>Note (optional)</source>
            <translation>ملاحظة (اختياري)</translation>
        </message>
        <message>
            <source>Online shop</source>
            <translation>المتجر الإلكتروني</translation>
        </message>
        <message>
            <source>Postcode</source>
            <translation>الرمز البريدي</translation>
        </message>
        <message>
            <source>Promo code (optional)</source>
            <translation>رمز الخصم (اختياري)</translation>
        </message>
        <message>
            <source>Street and number</source>
            <translation>الشارع والرقم</translation>
        </message>
        <message>
            <source>The order goes to the counter's customer at {shop}.</source>
            <translation>يُسجل الطلب على عميل نقطة البيع لدى {shop}.</translation>
        </message>
        <message>
            <source>Without an address it is picked up here.</source>
            <translation>من دون عنوان يُستلم من هنا.</translation>
        </message>
        <message>
            <source>{shop} does not know who buys, and has no customer for the counter. Choose a customer it knows, or set its customer_id in the settings.</source>
            <translation>لا يعرف {shop} المشتري، وليس لديه عميل لنقطة البيع. اختر عميلًا يعرفه، أو عيّن ⁨customer_id⁩ في الإعدادات.</translation>
        </message>
        <message>
            <source>{shop} does not know {name}: the order goes to the counter's customer.</source>
            <translation>لا يعرف {shop} العميل {name}: يُسجل الطلب على عميل نقطة البيع.</translation>
        </message>
        <message>
            <source>{shop} knows {name}.</source>
            <translation>{name} معروف لدى {shop}.</translation>
        </message>
    </context>
    <context>
        <name>OrderDialog</name>
        <message>
            <source>A change is on its way to {shop}.</source>
            <translation>يجري إرسال تغيير إلى {shop}.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>آخر تغيير</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>التوصيل</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>البريد الإلكتروني</translation>
        </message>
        <message>
            <source>Invoice {number}</source>
            <translation>الفاتورة {number}</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>ملاحظة</translation>
        </message>
        <message>
            <source>Ordered</source>
            <translation>وقت الطلب</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>الجوال</translation>
        </message>
        <message>
            <source>Print slip</source>
            <translation>طباعة ورقة الطلب</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>الإجمالي</translation>
        </message>
        <message>
            <source>Tracking number</source>
            <translation>رقم التتبع</translation>
        </message>
        <message>
            <source>VAT, not in the lines</source>
            <translation>الضريبة، خارج الأسطر</translation>
        </message>
    </context>
    <context>
        <name>OrderNews</name>
        <message numerus="yes">
            <source>%n new online order(s)</source>
            <translation>
                <numerusform>لا طلبات جديدة</numerusform>
                <numerusform>طلب إنترنت جديد واحد</numerusform>
                <numerusform>طلبا إنترنت جديدان</numerusform>
                <numerusform>%n طلبات إنترنت جديدة</numerusform>
                <numerusform>%n طلب إنترنت جديدًا</numerusform>
                <numerusform>%n طلب إنترنت جديد</numerusform>
            </translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
    </context>
    <context>
        <name>OrdersPresenter</name>
        <message>
            <source>No online order has the code {code}.</source>
            <translation>لا يوجد طلب إنترنت بالرمز {code}.</translation>
        </message>
        <message>
            <source>Order {number} was not changed: {why}</source>
            <translation>لم يتغير الطلب {number}: {why}</translation>
        </message>
    </context>
    <context>
        <name>OrdersView</name>
        <message>
            <source>All shops</source>
            <translation>كل المتاجر</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>تحديث الآن</translation>
        </message>
        <message>
            <source>Checked {time}</source>
            <translation>آخر تحديث {time}</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>جارٍ التحديث…</translation>
        </message>
        <message>
            <source>Loading orders…</source>
            <translation>جارٍ تحميل الطلبات…</translation>
        </message>
        <message>
            <source>No online orders are open. New ones come in by themselves.</source>
            <translation>لا توجد طلبات إنترنت مفتوحة. تصل الجديدة تلقائيًا.</translation>
        </message>
        <message>
            <source>Not checked yet</source>
            <translation>لم يُحدَّث بعد</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>Online orders</source>
            <translation>طلبات الإنترنت</translation>
        </message>
        <message>
            <source>Order number, name or phone</source>
            <translation>رقم الطلب أو الاسم أو الجوال</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source>Search online orders</source>
            <translation>البحث في طلبات الإنترنت</translation>
        </message>
        <message>
            <source>Shops</source>
            <translation>المتاجر</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>المحاولة مجددًا</translation>
        </message>
    </context>
    <context>
        <name>PaidDialog</name>
        <message>
            <source>Already paid</source>
            <translation>مدفوع مسبقًا</translation>
        </message>
        <message>
            <source>Collect {amount}</source>
            <translation>تحصيل {amount}</translation>
        </message>
        <message>
            <source>Is it paid?</source>
            <translation>هل دُفع ثمنه؟</translation>
        </message>
        <message>
            <source>The online shop does not say whether {name} has paid. Please ask.</source>
            <translation>لا يبيّن المتجر الإلكتروني هل دفع {name}. يُرجى السؤال.</translation>
        </message>
    </context>
    <context>
        <name>PaymentCard</name>
        <message>
            <source>Keep</source>
            <translation>إبقاء</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>حذف</translation>
        </message>
        <message>
            <source>Remove {payment}</source>
            <translation>حذف دفعة {payment}</translation>
        </message>
        <message>
            <source>Remove?</source>
            <translation>حذف الدفعة؟</translation>
        </message>
    </context>
    <context>
        <name>PreviewPresenter</name>
        <message>
            <source>A copy of {number} goes to the printer.</source>
            <translation>أُرسلت نسخة من {number} إلى الطابعة.</translation>
        </message>
        <message>
            <source>No printer is chosen.</source>
            <translation>لم تُحدَّد طابعة.</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>حفظ PDF</translation>
        </message>
        <message>
            <source>{file} is saved in {folder}.</source>
            <translation>حُفظ {file} في {folder}.</translation>
        </message>
    </context>
    <context>
        <name>PrinterStep</name>
        <message>
            <source>Every receipt is kept and can be printed later</source>
            <translation>يُحفظ كل إيصال ويمكن طباعته لاحقًا</translation>
        </message>
        <message>
            <source>Found on this computer</source>
            <translation>عُثر عليها على هذا الجهاز</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>بحث من جديد</translation>
        </message>
        <message>
            <source>Looking for printers…</source>
            <translation>جارٍ البحث عن الطابعات…</translation>
        </message>
        <message>
            <source>No printer for now</source>
            <translation>دون طابعة الآن</translation>
        </message>
        <message>
            <source>Not found on this computer now</source>
            <translation>غير موجودة على هذا الجهاز الآن</translation>
        </message>
        <message>
            <source>One short page shows whether everything is right.</source>
            <translation>ورقة قصيرة تبيّن أن كل شيء سليم.</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>الورق</translation>
        </message>
        <message>
            <source>Picture of the test page</source>
            <translation>صورة الورقة التجريبية</translation>
        </message>
        <message>
            <source>Print a test</source>
            <translation>طباعة تجريبية</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>الطابعة</translation>
        </message>
        <message>
            <source>Try the receipt printer</source>
            <translation>جرّب طابعة الإيصالات</translation>
        </message>
    </context>
    <context>
        <name>ProductDialog</name>
        <message>
            <source>About the product</source>
            <translation>عن الصنف</translation>
        </message>
        <message>
            <source>Add to the sale</source>
            <translation>إضافة إلى البيع</translation>
        </message>
        <message>
            <source>Barcodes</source>
            <translation>الباركود</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>الفئة</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>رمز الصنف</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>المخزون</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>الضريبة</translation>
        </message>
    </context>
    <context>
        <name>ProductModel</name>
        <message>
            <source>out of stock</source>
            <translation>نفد</translation>
        </message>
        <message>
            <source>{count} in the cart</source>
            <translation>في السلة {count}</translation>
        </message>
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
    </context>
    <context>
        <name>ProgressRail</name>
        <message>
            <source>Language and shop</source>
            <translation>اللغة والمتجر</translation>
        </message>
        <message>
            <source>Receipt printer</source>
            <translation>طابعة الإيصالات</translation>
        </message>
        <message>
            <source>Sanduq</source>
            <translation>صندوق</translation>
        </message>
        <message>
            <source>Set up this till</source>
            <translation>إعداد هذا الصندوق</translation>
        </message>
        <message>
            <source>Tax and currency</source>
            <translation>الضريبة والعملة</translation>
        </message>
        <message>
            <source>Where data goes</source>
            <translation>وجهة البيانات</translation>
        </message>
        <message>
            <source>You can change all of this later in Settings.</source>
            <translation>يمكنك تغيير كل ذلك لاحقًا من الإعدادات.</translation>
        </message>
    </context>
    <context>
        <name>QuickAdd</name>
        <message>
            <source>A price is needed.</source>
            <translation>السعر مطلوب.</translation>
        </message>
    </context>
    <context>
        <name>QuickAddDialog</name>
        <message>
            <source>Add a product</source>
            <translation>إضافة صنف</translation>
        </message>
        <message>
            <source>Add and sell</source>
            <translation>إضافة وبيع</translation>
        </message>
        <message>
            <source>Arabic name</source>
            <translation>الاسم بالعربية</translation>
        </message>
        <message>
            <source>Barcode (optional)</source>
            <translation>الباركود (اختياري)</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>الفئة</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم بالإنجليزية</translation>
        </message>
        <message>
            <source>No category</source>
            <translation>بلا فئة</translation>
        </message>
        <message>
            <source>Price, {currency}</source>
            <translation>السعر، {currency}</translation>
        </message>
        <message>
            <source>Stock now (optional)</source>
            <translation>الرصيد الحالي (اختياري)</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>الضريبة</translation>
        </message>
        <message>
            <source>With tax</source>
            <translation>شامل الضريبة</translation>
        </message>
        <message>
            <source>Without tax</source>
            <translation>غير شامل الضريبة</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>لا جديد</numerusform>
                <numerusform>واحد جديد</numerusform>
                <numerusform>اثنان جديدان</numerusform>
                <numerusform>%n جديدة</numerusform>
                <numerusform>%n جديدًا</numerusform>
                <numerusform>%n جديد</numerusform>
            </translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>العملاء</translation>
        </message>
        <message>
            <source>Invoices</source>
            <translation>الفواتير</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>الطلبات</translation>
        </message>
        <message>
            <source>Sell</source>
            <translation>البيع</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>المخزون</translation>
        </message>
    </context>
    <context>
        <name>Rate</name>
        <message>
            <source>Each product can have its own rate</source>
            <translation>يمكن لكل صنف أن تكون له نسبته</translation>
        </message>
        <message>
            <source>Usual VAT rate</source>
            <translation>نسبة الضريبة المعتادة</translation>
        </message>
    </context>
    <context>
        <name>ReasonDialog</name>
        <message>
            <source>Do not send</source>
            <translation>عدم الإرسال</translation>
        </message>
        <message>
            <source>It may be there already. Placed again, it may be there twice.</source>
            <translation>قد يكون الطلب هناك بالفعل، وقد يتكرر إن أُعيد تسجيله.</translation>
        </message>
        <message>
            <source>It may be there already. Sent again, it may be booked twice.</source>
            <translation>ربما وصل من قبل. إن أُرسل مرة أخرى فقد يُقيّد مرتين.</translation>
        </message>
        <message>
            <source>It may have happened there already. Look at the order there first.</source>
            <translation>ربما تم ذلك هناك بالفعل. راجع الطلب هناك أولًا.</translation>
        </message>
        <message>
            <source>It stays on this till and is not sent. What waits for it comes before you.</source>
            <translation>يبقى على هذا الصندوق ولا يُرسل، ويُعرض عليك ما ينتظره.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>تركه</translation>
        </message>
        <message>
            <source>Never send it?</source>
            <translation>عدم إرساله أبدًا؟</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>إرسال مرة أخرى</translation>
        </message>
        <message>
            <source>Send it again?</source>
            <translation>إرساله مرة أخرى؟</translation>
        </message>
        <message>
            <source>The online shop is not told. The order stays there as it is.</source>
            <translation>لا يُبلَّغ المتجر الإلكتروني، ويبقى الطلب هناك كما هو.</translation>
        </message>
        <message>
            <source>The order is not placed, and is called off here.</source>
            <translation>لا يُسجَّل الطلب هناك، ويُلغى هنا.</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>ما السبب؟</translation>
        </message>
        <message>
            <source>Written into the journal, with your name.</source>
            <translation>يُكتب في سجل العمليات مع اسمك.</translation>
        </message>
    </context>
    <context>
        <name>ReceiptForm</name>
        <message>
            <source>Above the title, and at the end.</source>
            <translation>فوق العنوان، وفي النهاية.</translation>
        </message>
        <message>
            <source>At the end (Arabic)</source>
            <translation>في النهاية (بالعربية)</translation>
        </message>
        <message>
            <source>At the end (English)</source>
            <translation>في النهاية (بالإنجليزية)</translation>
        </message>
        <message>
            <source>At the top (Arabic)</source>
            <translation>في الأعلى (بالعربية)</translation>
        </message>
        <message>
            <source>At the top (English)</source>
            <translation>في الأعلى (بالإنجليزية)</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>بحث من جديد</translation>
        </message>
        <message>
            <source>No printer</source>
            <translation>بلا طابعة</translation>
        </message>
        <message>
            <source>Not found on this computer now</source>
            <translation>غير موجودة على هذا الجهاز الآن</translation>
        </message>
        <message>
            <source>Nothing is printed after a sale</source>
            <translation>لا يُطبع شيء بعد البيع</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>الورق</translation>
        </message>
        <message>
            <source>Picture of the receipt</source>
            <translation>صورة الإيصال</translation>
        </message>
        <message>
            <source>Print a receipt after each sale</source>
            <translation>طباعة إيصال بعد كل بيع</translation>
        </message>
        <message>
            <source>Print a test</source>
            <translation>طباعة تجربة</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>الطابعة</translation>
        </message>
        <message>
            <source>Show the cashier</source>
            <translation>إظهار الكاشير</translation>
        </message>
        <message>
            <source>Show the code of each product</source>
            <translation>إظهار رمز كل صنف</translation>
        </message>
        <message>
            <source>Your words on the receipt</source>
            <translation>كلماتك على الإيصال</translation>
        </message>
    </context>
    <context>
        <name>ReceiptPresenter</name>
        <message>
            <source>Saved as {name}</source>
            <translation>حُفظ باسم {name}</translation>
        </message>
    </context>
    <context>
        <name>ReceiptView</name>
        <message>
            <source>Change due</source>
            <translation>الباقي للعميل</translation>
        </message>
        <message>
            <source>New sale</source>
            <translation>بيع جديد</translation>
        </message>
        <message>
            <source>No receipt is printed</source>
            <translation>لم يُطبع إيصال</translation>
        </message>
        <message>
            <source>Print again</source>
            <translation>إعادة الطباعة</translation>
        </message>
        <message>
            <source>Print receipt</source>
            <translation>طباعة الإيصال</translation>
        </message>
        <message>
            <source>Printing the receipt</source>
            <translation>جارٍ طباعة الإيصال</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>الإيصال</translation>
        </message>
        <message>
            <source>Receipt printed</source>
            <translation>طُبع الإيصال</translation>
        </message>
        <message>
            <source>Reprint</source>
            <translation>إعادة الطباعة</translation>
        </message>
        <message>
            <source>Sale complete</source>
            <translation>اكتمل البيع</translation>
        </message>
        <message>
            <source>Save PDF</source>
            <translation>حفظ PDF</translation>
        </message>
        <message>
            <source>Scanning the next item starts a new sale</source>
            <translation>مسح الصنف التالي يبدأ بيعًا جديدًا</translation>
        </message>
        <message>
            <source>The receipt did not print. The sale is saved.</source>
            <translation>لم يُطبع الإيصال. البيع محفوظ.</translation>
        </message>
        <message>
            <source>The sale is saved</source>
            <translation>البيع محفوظ</translation>
        </message>
        <message>
            <source>Total {amount}</source>
            <translation>الإجمالي {amount}</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>بانتظار الإرسال</translation>
        </message>
    </context>
    <context>
        <name>ReceiptWork</name>
        <message>
            <source>Test sent. Is the Arabic joined and readable, and is the paper cut?</source>
            <translation>أُرسلت التجربة. هل الحروف العربية متصلة ومقروءة، وهل قُطع الورق؟</translation>
        </message>
        <message>
            <source>The printers of this computer can't be listed now.</source>
            <translation>تعذّر الآن عرض طابعات هذا الجهاز.</translation>
        </message>
        <message>
            <source>The test page is on its way to the printer.</source>
            <translation>صفحة التجربة في طريقها إلى الطابعة.</translation>
        </message>
    </context>
    <context>
        <name>SellPresenter</name>
        <message>
            <source>Add it</source>
            <translation>إضافته</translation>
        </message>
        <message>
            <source>Clear the sale</source>
            <translation>إفراغ البيع</translation>
        </message>
        <message>
            <source>Do not sell</source>
            <translation>عدم البيع</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>إبقاء</translation>
        </message>
        <message>
            <source>No product has code {code}.</source>
            <translation>لا يوجد صنف بالرمز {code}.</translation>
        </message>
        <message>
            <source>Out of stock</source>
            <translation>نفد</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>حذف</translation>
        </message>
        <message numerus="yes">
            <source>Remove %n item(s) from this sale?</source>
            <translation>
                <numerusform>لا شيء يُحذف من هذا البيع.</numerusform>
                <numerusform>حذف صنف واحد من هذا البيع؟</numerusform>
                <numerusform>حذف صنفين من هذا البيع؟</numerusform>
                <numerusform>حذف %n أصناف من هذا البيع؟</numerusform>
                <numerusform>حذف %n صنفًا من هذا البيع؟</numerusform>
                <numerusform>حذف %n صنف من هذا البيع؟</numerusform>
            </translation>
        </message>
        <message>
            <source>Sell</source>
            <translation>بيع</translation>
        </message>
        <message>
            <source>The sale is cleared</source>
            <translation>أُفرغ البيع</translation>
        </message>
        <message>
            <source>The stock of {name} is {count}. Sell it all the same?</source>
            <translation>رصيد {name} هو {count}. هل يُباع رغم ذلك؟</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>تراجع</translation>
        </message>
        <message>
            <source>{name} is added to the products and to the sale.</source>
            <translation>أُضيف {name} إلى الأصناف وإلى البيع.</translation>
        </message>
        <message>
            <source>{name} is not sold any more.</source>
            <translation>لم يعد {name} يُباع.</translation>
        </message>
        <message>
            <source>{name} is out of stock by the books.</source>
            <translation>رصيد {name} نافد في السجلات.</translation>
        </message>
        <message>
            <source>{name} removed</source>
            <translation>حُذف {name}</translation>
        </message>
    </context>
    <context>
        <name>SettingsPresenter</name>
        <message>
            <source>Saved</source>
            <translation>تم الحفظ</translation>
        </message>
    </context>
    <context>
        <name>SettingsView</name>
        <message>
            <source>Back ends</source>
            <translation>الأنظمة المرتبطة</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>البيانات</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>تجاهل</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>تجاهل التغييرات</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>متابعة التعديل</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>المفاتيح</translation>
        </message>
        <message>
            <source>Leave without saving?</source>
            <translation>الخروج دون حفظ؟</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>لم يُحفظ بعد</translation>
        </message>
        <message>
            <source>Receipt and printer</source>
            <translation>الإيصال والطابعة</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>الأقسام</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>المتجر</translation>
        </message>
        <message>
            <source>Sounds</source>
            <translation>الأصوات</translation>
        </message>
        <message>
            <source>Tax and money</source>
            <translation>الضريبة والنقد</translation>
        </message>
        <message>
            <source>Webhooks</source>
            <translation>إشعارات الويب</translation>
        </message>
        <message>
            <source>What you changed here is not saved yet.</source>
            <translation>ما غيّرته هنا لم يُحفظ بعد.</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>المظهر</translation>
        </message>
    </context>
    <context>
        <name>ShopForm</name>
        <message>
            <source>Address</source>
            <translation>العنوان</translation>
        </message>
        <message>
            <source>Address (Arabic)</source>
            <translation>العنوان (بالعربية)</translation>
        </message>
        <message>
            <source>Address (English)</source>
            <translation>العنوان (بالإنجليزية)</translation>
        </message>
        <message>
            <source>Commercial registration</source>
            <translation>السجل التجاري</translation>
        </message>
        <message>
            <source>Names and numbers</source>
            <translation>الأسماء والأرقام</translation>
        </message>
        <message>
            <source>Shop name (Arabic)</source>
            <translation>اسم المتجر (بالعربية)</translation>
        </message>
        <message>
            <source>Shop name (English)</source>
            <translation>اسم المتجر (بالإنجليزية)</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>الهاتف</translation>
        </message>
        <message>
            <source>They stand on every receipt.</source>
            <translation>تظهر على كل إيصال.</translation>
        </message>
        <message>
            <source>VAT number</source>
            <translation>الرقم الضريبي</translation>
        </message>
    </context>
    <context>
        <name>ShopStep</name>
        <message>
            <source>Address on receipts</source>
            <translation>العنوان على الإيصال</translation>
        </message>
        <message>
            <source>Four short steps. It takes about three minutes.</source>
            <translation>أربع خطوات قصيرة تستغرق نحو ثلاث دقائق.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>اللغة</translation>
        </message>
        <message>
            <source>Left to right</source>
            <translation>من اليسار إلى اليمين</translation>
        </message>
        <message>
            <source>Printed first on receipts</source>
            <translation>يُطبع أولًا على الإيصال</translation>
        </message>
        <message>
            <source>Right to left</source>
            <translation>من اليمين إلى اليسار</translation>
        </message>
        <message>
            <source>Shop name in Arabic</source>
            <translation>اسم المتجر بالعربية</translation>
        </message>
        <message>
            <source>Shop name in English</source>
            <translation>اسم المتجر بالإنجليزية</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>الهاتف</translation>
        </message>
        <message>
            <source>The shop needs a name, in English or in Arabic.</source>
            <translation>يحتاج المتجر إلى اسم، بالعربية أو بالإنجليزية.</translation>
        </message>
        <message>
            <source>Welcome. Let’s set up your shop</source>
            <translation>أهلًا بك، لنُعدّ متجرك</translation>
        </message>
    </context>
    <context>
        <name>SlipPresenter</name>
        <message>
            <source>No printer is chosen.</source>
            <translation>لم تُحدَّد طابعة.</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>حفظ PDF</translation>
        </message>
        <message>
            <source>The slip of order {number} goes to the printer.</source>
            <translation>أُرسلت ورقة الطلب {number} إلى الطابعة.</translation>
        </message>
        <message>
            <source>{file} is saved in {folder}.</source>
            <translation>حُفظ {file} في {folder}.</translation>
        </message>
    </context>
    <context>
        <name>SoundForm</name>
        <message>
            <source>Code not found, or refused</source>
            <translation>رمز غير موجود أو مرفوض</translation>
        </message>
        <message>
            <source>New online order</source>
            <translation>طلب إنترنت جديد</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Play sounds</source>
            <translation>تشغيل الأصوات</translation>
        </message>
        <message>
            <source>Play: {sound}</source>
            <translation>تشغيل: {sound}</translation>
        </message>
        <message>
            <source>Product scanned</source>
            <translation>مُسح صنف</translation>
        </message>
        <message>
            <source>Sale complete</source>
            <translation>اكتمل البيع</translation>
        </message>
        <message>
            <source>Something needs a look</source>
            <translation>أمر يحتاج انتباهًا</translation>
        </message>
        <message>
            <source>Sounds of this till</source>
            <translation>أصوات هذا الصندوق</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>مستوى الصوت</translation>
        </message>
        <message>
            <source>What a sound says is always on the screen too.</source>
            <translation>ما يقوله الصوت يظهر دائمًا على الشاشة أيضًا.</translation>
        </message>
        <message>
            <source>Which sounds</source>
            <translation>أي الأصوات</translation>
        </message>
    </context>
    <context>
        <name>StockPanel</name>
        <message>
            <source>Adjust stock</source>
            <translation>تسوية المخزون</translation>
        </message>
        <message>
            <source>Back to the list</source>
            <translation>رجوع إلى القائمة</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>التغيّر</translation>
        </message>
        <message>
            <source>Choose a product to see its movements.</source>
            <translation>اختر صنفًا لعرض حركاته.</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>الرصيد</translation>
        </message>
        <message>
            <source>Movements</source>
            <translation>الحركات</translation>
        </message>
        <message>
            <source>Not sure yet: a sale of it is being looked for at the back end.</source>
            <translation>غير مؤكد بعد: يجري البحث عن بيع منه في النظام المرتبط.</translation>
        </message>
    </context>
    <context>
        <name>StockPresenter</name>
        <message>
            <source>No product has code {code}.</source>
            <translation>لا يوجد صنف بالرمز {code}.</translation>
        </message>
        <message>
            <source>No stock is kept of {name}.</source>
            <translation>لا يُتابَع مخزون {name}.</translation>
        </message>
        <message>
            <source>Not sent yet</source>
            <translation>لم يُرسل بعد</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>المتوفر</translation>
        </message>
        <message>
            <source>{name} is not sold any more.</source>
            <translation>لم يعد {name} يُباع.</translation>
        </message>
    </context>
    <context>
        <name>StockView</name>
        <message>
            <source>All</source>
            <translation>الكل</translation>
        </message>
        <message>
            <source>Barcode</source>
            <translation>الباركود</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>منخفض</translation>
        </message>
        <message>
            <source>Name or barcode</source>
            <translation>الاسم أو الباركود</translation>
        </message>
        <message>
            <source>No product is out of stock.</source>
            <translation>لا أصناف نفدت.</translation>
        </message>
        <message>
            <source>No product is running low.</source>
            <translation>لا أصناف قاربت على النفاد.</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>المتوفر</translation>
        </message>
        <message>
            <source>Out of stock</source>
            <translation>نفد</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>الصنف</translation>
        </message>
        <message>
            <source>Products and their stock</source>
            <translation>الأصناف وأرصدتها</translation>
        </message>
        <message>
            <source>Reorder at</source>
            <translation>حد الطلب</translation>
        </message>
        <message>
            <source>Search stock</source>
            <translation>البحث في المخزون</translation>
        </message>
        <message>
            <source>State</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>المخزون</translation>
        </message>
        <message>
            <source>There are no products with stock yet.</source>
            <translation>لا توجد أصناف لها مخزون بعد.</translation>
        </message>
        <message>
            <source>Warehouse</source>
            <translation>المستودع</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message numerus="yes">
            <source>%n need attention</source>
            <translation>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
                <numerusform>%n بحاجة إلى تدخل</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>لا شيء بانتظار الإرسال</numerusform>
                <numerusform>سجل واحد بانتظار الإرسال</numerusform>
                <numerusform>سجلان بانتظار الإرسال</numerusform>
                <numerusform>%n سجلات بانتظار الإرسال</numerusform>
                <numerusform>%n سجلًا بانتظار الإرسال</numerusform>
                <numerusform>%n سجل بانتظار الإرسال</numerusform>
            </translation>
        </message>
        <message>
            <source>All synced · {time}</source>
            <translation>تمت المزامنة · {time}</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>داكن</translation>
        </message>
        <message>
            <source>Everything is sent</source>
            <translation>أُرسل كل شيء</translation>
        </message>
        <message>
            <source>Key list</source>
            <translation>قائمة المفاتيح</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>المفاتيح</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <source>Local only</source>
            <translation>محلي فقط</translation>
        </message>
        <message>
            <source>No cashier</source>
            <translation>بلا كاشير</translation>
        </message>
        <message>
            <source>No printer</source>
            <translation>دون طابعة</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>غير متصل</translation>
        </message>
        <message>
            <source>Printer ready</source>
            <translation>الطابعة جاهزة</translation>
        </message>
        <message>
            <source>Receipts wait for the printer</source>
            <translation>إيصالات تنتظر الطابعة</translation>
        </message>
        <message>
            <source>Sandbox</source>
            <translation>تجريبي</translation>
        </message>
        <message>
            <source>Sandbox: no sale is booked for real</source>
            <translation>بيئة تجريبية: لا تُسجَّل أي عملية بيع فعليًا</translation>
        </message>
        <message>
            <source>Sync needs attention</source>
            <translation>المزامنة بحاجة إلى تدخل</translation>
        </message>
        <message numerus="yes">
            <source>oldest %n day(s)</source>
            <translation>
                <numerusform>الأقدم منذ %n يوم</numerusform>
                <numerusform>الأقدم منذ يوم</numerusform>
                <numerusform>الأقدم منذ يومين</numerusform>
                <numerusform>الأقدم منذ %n أيام</numerusform>
                <numerusform>الأقدم منذ %n يومًا</numerusform>
                <numerusform>الأقدم منذ %n يوم</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n hour(s)</source>
            <translation>
                <numerusform>الأقدم منذ %n ساعة</numerusform>
                <numerusform>الأقدم منذ ساعة</numerusform>
                <numerusform>الأقدم منذ ساعتين</numerusform>
                <numerusform>الأقدم منذ %n ساعات</numerusform>
                <numerusform>الأقدم منذ %n ساعة</numerusform>
                <numerusform>الأقدم منذ %n ساعة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n minute(s)</source>
            <translation>
                <numerusform>الأقدم منذ %n دقيقة</numerusform>
                <numerusform>الأقدم منذ دقيقة</numerusform>
                <numerusform>الأقدم منذ دقيقتين</numerusform>
                <numerusform>الأقدم منذ %n دقائق</numerusform>
                <numerusform>الأقدم منذ %n دقيقة</numerusform>
                <numerusform>الأقدم منذ %n دقيقة</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SubscriptionDialog</name>
        <message>
            <source>Cancel it…</source>
            <translation>إنهاء الاشتراك…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>تعديل…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Give the number.</source>
            <translation>أدخل الرقم.</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>التكرار</translation>
        </message>
        <message>
            <source>Next billing</source>
            <translation>موعد الفوترة القادم</translation>
        </message>
        <message>
            <source>Next order</source>
            <translation>الطلب القادم</translation>
        </message>
        <message>
            <source>Number of the subscription</source>
            <translation>رقم الاشتراك</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>السعر</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>الصنف</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>الكمية</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Subscription</source>
            <translation>اشتراك</translation>
        </message>
        <message>
            <source>This is a subscription of another customer of {shop}: {id}.</source>
            <translation>هذا اشتراك عميل آخر لدى {shop}: {id}.</translation>
        </message>
    </context>
    <context>
        <name>SubscriptionEnd</name>
        <message>
            <source>Cancel subscription {number}?</source>
            <translation>إنهاء الاشتراك {number}؟</translation>
        </message>
        <message>
            <source>Cancel the subscription</source>
            <translation>إنهاء الاشتراك</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>إبقاؤه</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>السبب</translation>
        </message>
        <message>
            <source>Say why.</source>
            <translation>اذكر السبب.</translation>
        </message>
        <message>
            <source>The customer gets nothing more of it from {shop}. This can't be undone.</source>
            <translation>لن يصل العميل منه شيء بعد الآن من {shop}. لا يمكن التراجع عن ذلك.</translation>
        </message>
        <message>
            <source>{shop} keeps it.</source>
            <translation>يحتفظ به {shop}.</translation>
        </message>
    </context>
    <context>
        <name>SubscriptionForm</name>
        <message>
            <source>A whole number, one or more.</source>
            <translation>عدد صحيح، واحد أو أكثر.</translation>
        </message>
        <message>
            <source>As {example}</source>
            <translation>مثل {example}</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>رجوع</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Change it</source>
            <translation>تعديله</translation>
        </message>
        <message>
            <source>Change subscription {number}</source>
            <translation>تعديل الاشتراك {number}</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>أول يوم</translation>
        </message>
        <message>
            <source>From now on {quantity} × product {product}, next on {day}, as often as frequency {frequency} says. {shop} bills the customer for each of these orders.</source>
            <translation>من الآن {quantity} × الصنف {product}، القادم في {day}، حسب التكرار {frequency}. يحاسب {shop} العميل على كل طلب من هذه الطلبات.</translation>
        </message>
        <message>
            <source>Give the id.</source>
            <translation>أدخل المعرّف.</translation>
        </message>
        <message>
            <source>How often, as an id</source>
            <translation>معرّف التكرار</translation>
        </message>
        <message>
            <source>New subscription</source>
            <translation>اشتراك جديد</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>التالي</translation>
        </message>
        <message>
            <source>Next billing</source>
            <translation>موعد الفوترة القادم</translation>
        </message>
        <message>
            <source>Nothing is different.</source>
            <translation>لم يتغير شيء.</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>الصنف</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>الكمية</translation>
        </message>
        <message>
            <source>Scan it, or give its id at {shop}.</source>
            <translation>امسحه ضوئيًا، أو أدخل معرّفه في {shop}.</translation>
        </message>
        <message>
            <source>Subscribe</source>
            <translation>اشتراك</translation>
        </message>
        <message>
            <source>This day is past.</source>
            <translation>هذا اليوم قد مضى.</translation>
        </message>
        <message>
            <source>This is no day.</source>
            <translation>هذا ليس تاريخًا.</translation>
        </message>
        <message>
            <source>Which product is it?</source>
            <translation>أي صنف هو؟</translation>
        </message>
        <message>
            <source>{quantity} × {product}, first on {day}, as often as frequency {frequency} says. {shop} bills the customer for each of these orders.</source>
            <translation>{quantity} × {product}، أولها في {day}، حسب التكرار {frequency}. يحاسب {shop} العميل على كل طلب من هذه الطلبات.</translation>
        </message>
        <message>
            <source>{shop} has no list of them.</source>
            <translation>لا يتيح {shop} قائمة بها.</translation>
        </message>
    </context>
    <context>
        <name>Subscriptions</name>
        <message>
            <source>No product has code {code}.</source>
            <translation>لا يوجد صنف بالرمز {code}.</translation>
        </message>
        <message>
            <source>Subscription {number} is cancelled.</source>
            <translation>أُنهي الاشتراك {number}.</translation>
        </message>
        <message>
            <source>Subscription {number} is changed.</source>
            <translation>عُدّل الاشتراك {number}.</translation>
        </message>
        <message>
            <source>Subscription {number} is made.</source>
            <translation>أُنشئ الاشتراك {number}.</translation>
        </message>
        <message>
            <source>There is no subscription of this number.</source>
            <translation>لا يوجد اشتراك بهذا الرقم.</translation>
        </message>
        <message>
            <source>{shop} does not have {name}.</source>
            <translation>{name} غير متوفر في {shop}.</translation>
        </message>
    </context>
    <context>
        <name>SyncPresenter</name>
        <message>
            <source>Asking the server…</source>
            <translation>جارٍ سؤال الخادم…</translation>
        </message>
        <message>
            <source>It counts as sent</source>
            <translation>يُعدّ مُرسلًا</translation>
        </message>
        <message>
            <source>It is not sent</source>
            <translation>لن يُرسل</translation>
        </message>
        <message>
            <source>It is sent again</source>
            <translation>يُرسل مرة أخرى</translation>
        </message>
        <message>
            <source>It is sent without its customer</source>
            <translation>تُرسل دون العميل</translation>
        </message>
        <message>
            <source>Taken off the list</source>
            <translation>أُزيل من القائمة</translation>
        </message>
        <message>
            <source>The key is saved</source>
            <translation>حُفظ المفتاح</translation>
        </message>
    </context>
    <context>
        <name>SyncView</name>
        <message numerus="yes">
            <source>%n need attention</source>
            <translation>
                <numerusform>%n تحتاج إلى تدخل</numerusform>
                <numerusform>واحدة تحتاج إلى تدخل</numerusform>
                <numerusform>%n تحتاجان إلى تدخل</numerusform>
                <numerusform>%n تحتاج إلى تدخل</numerusform>
                <numerusform>%n تحتاج إلى تدخل</numerusform>
                <numerusform>%n تحتاج إلى تدخل</numerusform>
            </translation>
        </message>
        <message>
            <source>Action</source>
            <translation>الإجراء</translation>
        </message>
        <message>
            <source>Connect a back end</source>
            <translation>ربط نظام قائم</translation>
        </message>
        <message>
            <source>Everything is sent.</source>
            <translation>أُرسل كل شيء.</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>الرسالة</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>تحتاج إلى تدخل</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>Nothing needs attention.</source>
            <translation>لا شيء يحتاج إلى تدخل.</translation>
        </message>
        <message>
            <source>Nothing waits to be sent.</source>
            <translation>لا شيء بانتظار الإرسال.</translation>
        </message>
        <message>
            <source>Nothing was sent today yet.</source>
            <translation>لم يُرسل شيء اليوم بعد.</translation>
        </message>
        <message>
            <source>Number or name</source>
            <translation>رقم أو اسم</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>المفتوحة</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>صندوق الإرسال</translation>
        </message>
        <message>
            <source>Sales are kept on this till.</source>
            <translation>تُحفظ المبيعات على هذا الصندوق.</translation>
        </message>
        <message>
            <source>Search the outbox</source>
            <translation>البحث في صندوق الإرسال</translation>
        </message>
        <message>
            <source>Selling is never blocked by this page</source>
            <translation>البيع لا يتوقف بسبب ما في هذه الصفحة</translation>
        </message>
        <message>
            <source>Sent today</source>
            <translation>أُرسلت اليوم</translation>
        </message>
        <message>
            <source>Stop reading</source>
            <translation>إيقاف القراءة</translation>
        </message>
        <message>
            <source>Sync and problems</source>
            <translation>المزامنة والمشكلات</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>مزامنة الآن</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>What</source>
            <translation>ما هو</translation>
        </message>
    </context>
    <context>
        <name>SystemCard</name>
        <message>
            <source>Enter a new key</source>
            <translation>إدخال مفتاح جديد</translation>
        </message>
        <message>
            <source>Enter a new password</source>
            <translation>إدخال كلمة مرور جديدة</translation>
        </message>
        <message>
            <source>Last sync {time}</source>
            <translation>آخر مزامنة {time}</translation>
        </message>
        <message>
            <source>Open its settings</source>
            <translation>فتح إعداداته</translation>
        </message>
        <message>
            <source>Requests left</source>
            <translation>الطلبات المتبقية</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>بانتظار الإرسال</translation>
        </message>
    </context>
    <context>
        <name>TaxForm</name>
        <message>
            <source>A sum of {sum} is paid with {paid} in cash; cards pay the exact sum.</source>
            <translation>مبلغ {sum} يُدفع نقدًا {paid}، وبالبطاقة يُدفع المبلغ نفسه.</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>العملة</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>إلى الأسفل</translation>
        </message>
        <message>
            <source>Each line's tax is rounded, then added up. Usual in the Emirates.</source>
            <translation>تُقرّب ضريبة كل سطر ثم تُجمع. المعتاد في الإمارات.</translation>
        </message>
        <message>
            <source>Include tax</source>
            <translation>شاملة الضريبة</translation>
        </message>
        <message>
            <source>Not rounded</source>
            <translation>بلا تقريب</translation>
        </message>
        <message>
            <source>Nothing is rounded: customers pay the exact sum in cash.</source>
            <translation>لا تقريب: يدفع العميل المبلغ نفسه نقدًا.</translation>
        </message>
        <message>
            <source>On each line</source>
            <translation>على كل سطر</translation>
        </message>
        <message>
            <source>Once on the whole receipt</source>
            <translation>مرة واحدة على الإيصال كله</translation>
        </message>
        <message>
            <source>Prices on the shelf</source>
            <translation>الأسعار على الرف</translation>
        </message>
        <message>
            <source>Rounding of cash</source>
            <translation>تقريب النقد</translation>
        </message>
        <message>
            <source>Rounding of tax</source>
            <translation>تقريب الضريبة</translation>
        </message>
        <message>
            <source>Tax is added at the till</source>
            <translation>تُضاف الضريبة عند الصندوق</translation>
        </message>
        <message>
            <source>Tax is added to the price on the shelf at the till.</source>
            <translation>تُضاف الضريبة إلى سعر الرف عند الصندوق.</translation>
        </message>
        <message>
            <source>The price on the shelf is what the customer pays.</source>
            <translation>السعر على الرف هو ما يدفعه العميل.</translation>
        </message>
        <message>
            <source>The tax of all lines is added up, then rounded. Usual in Saudi Arabia.</source>
            <translation>تُجمع ضريبة كل الأسطر ثم تُقرّب. المعتاد في السعودية.</translation>
        </message>
        <message>
            <source>There are prices or invoices in {currency} already, so the currency can't change.</source>
            <translation>توجد أسعار أو فواتير بعملة {currency}، لذا لا يمكن تغيير العملة.</translation>
        </message>
        <message>
            <source>To the nearest</source>
            <translation>إلى الأقرب</translation>
        </message>
        <message>
            <source>To the smallest coin that you give back.</source>
            <translation>إلى أصغر عملة معدنية تردّها.</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>إلى الأعلى</translation>
        </message>
        <message>
            <source>Which way</source>
            <translation>اتجاه التقريب</translation>
        </message>
    </context>
    <context>
        <name>TaxStep</name>
        <message>
            <source>Currency</source>
            <translation>العملة</translation>
        </message>
        <message>
            <source>Decides the tax rules and the decimals (KWD, BHD, OMR and JOD have three)</source>
            <translation>تحدد قواعد الضريبة وعدد الخانات العشرية (ثلاث للدينار الكويتي والبحريني والأردني وللريال العماني)</translation>
        </message>
        <message>
            <source>Include VAT</source>
            <translation>شاملة الضريبة</translation>
        </message>
        <message>
            <source>Prices on the shelf</source>
            <translation>الأسعار على الرف</translation>
        </message>
        <message>
            <source>Tax and currency</source>
            <translation>الضريبة والعملة</translation>
        </message>
        <message>
            <source>They are printed on every receipt.</source>
            <translation>تُطبع على كل إيصال.</translation>
        </message>
        <message>
            <source>VAT is added at the till</source>
            <translation>تُضاف الضريبة عند البيع</translation>
        </message>
        <message>
            <source>VAT number</source>
            <translation>الرقم الضريبي</translation>
        </message>
    </context>
    <context>
        <name>TenderView</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>لا أصناف</numerusform>
                <numerusform>صنف واحد</numerusform>
                <numerusform>صنفان</numerusform>
                <numerusform>%n أصناف</numerusform>
                <numerusform>%n صنفًا</numerusform>
                <numerusform>%n صنف</numerusform>
            </translation>
        </message>
        <message>
            <source>Add payment</source>
            <translation>إضافة الدفعة</translation>
        </message>
        <message>
            <source>Amount due</source>
            <translation>المبلغ المستحق</translation>
        </message>
        <message>
            <source>Back to sale</source>
            <translation>العودة إلى البيع</translation>
        </message>
        <message>
            <source>Back to the order</source>
            <translation>العودة إلى الطلب</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>قيد الإدخال</translation>
        </message>
        <message>
            <source>Change due</source>
            <translation>الباقي للعميل</translation>
        </message>
        <message>
            <source>Complete sale</source>
            <translation>إتمام البيع</translation>
        </message>
        <message>
            <source>Complete the sale once the money has arrived</source>
            <translation>أتمم البيع بعد وصول المبلغ</translation>
        </message>
        <message>
            <source>Complete the sale once the terminal says approved</source>
            <translation>أتمم البيع بعد أن يوافق جهاز الدفع</translation>
        </message>
        <message>
            <source>Enter adds this payment; the rest is asked for next</source>
            <translation>يضيف Enter هذه الدفعة ثم يُطلب المتبقي</translation>
        </message>
        <message>
            <source>Give the money back first, at the card terminal or by transfer</source>
            <translation>أعد المبلغ أولًا عبر جهاز الدفع أو بتحويل</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>خروج</translation>
        </message>
        <message>
            <source>Left before cash</source>
            <translation>المتبقي قبل النقد</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>المتبقي</translation>
        </message>
        <message>
            <source>No reference</source>
            <translation>بلا مرجع</translation>
        </message>
        <message>
            <source>Payment</source>
            <translation>الدفع</translation>
        </message>
        <message>
            <source>Payments</source>
            <translation>الدفعات</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>مستلم</translation>
        </message>
        <message>
            <source>Stay</source>
            <translation>بقاء</translation>
        </message>
        <message>
            <source>Still missing</source>
            <translation>المتبقي</translation>
        </message>
        <message>
            <source>Terminal reference {reference}</source>
            <translation>مرجع جهاز الدفع {reference}</translation>
        </message>
        <message>
            <source>Transfer reference {reference}</source>
            <translation>مرجع التحويل {reference}</translation>
        </message>
        <message>
            <source>With an empty amount, Enter takes the exact sum</source>
            <translation>إذا تُرك المبلغ فارغًا فإن Enter يأخذ المبلغ بالضبط</translation>
        </message>
        <message>
            <source>{amount} by card or bank transfer would not be kept. Leave?</source>
            <translation>لن تُحفظ دفعات البطاقة والتحويل البالغة {amount}. هل تريد الخروج؟</translation>
        </message>
    </context>
    <context>
        <name>Terms</name>
        <message>
            <source>0 takes the discount away</source>
            <translation>القيمة 0 تلغي الخصم</translation>
        </message>
        <message>
            <source>Amount, {currency}</source>
            <translation>مبلغ، {currency}</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>تطبيق</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>الخصم</translation>
        </message>
        <message>
            <source>Discount on the line</source>
            <translation>خصم على الصنف</translation>
        </message>
        <message>
            <source>Discount on the sale</source>
            <translation>خصم على البيع</translation>
        </message>
        <message>
            <source>List price {price}</source>
            <translation>السعر الأصلي {price}</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>ملاحظة</translation>
        </message>
        <message>
            <source>Note on the line</source>
            <translation>ملاحظة على الصنف</translation>
        </message>
        <message>
            <source>Percent</source>
            <translation>نسبة مئوية</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translation>قطع</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>السعر</translation>
        </message>
        <message>
            <source>Price per unit, {currency}</source>
            <translation>سعر الوحدة، {currency}</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>الكمية</translation>
        </message>
    </context>
    <context>
        <name>Till</name>
        <message>
            <source>A copy of {number} goes to the printer.</source>
            <translation>أُرسلت نسخة من {number} إلى الطابعة.</translation>
        </message>
        <message>
            <source>Finish or leave the dialog first. Nothing was scanned.</source>
            <translation>أكمل النافذة المفتوحة أو أغلقها أولًا. لم يُقبل المسح.</translation>
        </message>
        <message>
            <source>Finish or leave the payment first. The scan was not added.</source>
            <translation>أتمم الدفع أو اخرج منه أولًا. لم يُضف ما مُسح.</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>الأصناف</translation>
        </message>
        <message>
            <source>The order slip did not print.</source>
            <translation>لم تُطبع ورقة الطلب.</translation>
        </message>
        <message>
            <source>The receipt did not print. The sale is saved.</source>
            <translation>لم يُطبع الإيصال. البيع محفوظ.</translation>
        </message>
    </context>
    <context>
        <name>TotalsPanel</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>لا أصناف</numerusform>
                <numerusform>صنف واحد</numerusform>
                <numerusform>صنفان</numerusform>
                <numerusform>%n أصناف</numerusform>
                <numerusform>%n صنفًا</numerusform>
                <numerusform>%n صنف</numerusform>
            </translation>
        </message>
        <message>
            <source>Cash rounding</source>
            <translation>تقريب النقد</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>الخصم</translation>
        </message>
        <message>
            <source>Subtotal · {lines}</source>
            <translation>المجموع الفرعي · {lines}</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>الإجمالي</translation>
        </message>
        <message>
            <source>{tax} {rate}, included</source>
            <translation>{tax} {rate} (مشمولة)</translation>
        </message>
    </context>
    <context>
        <name>TrackingDialog</name>
        <message>
            <source>Scan or type it. The customer can follow the parcel by it.</source>
            <translation>امسحه أو اكتبه. يتتبع به العميل الشحنة.</translation>
        </message>
        <message>
            <source>Ship order {number}</source>
            <translation>شحن الطلب {number}</translation>
        </message>
        <message>
            <source>Shipped</source>
            <translation>تم الشحن</translation>
        </message>
        <message>
            <source>Tracking number (optional)</source>
            <translation>رقم التتبع (اختياري)</translation>
        </message>
    </context>
    <context>
        <name>TwoTotals</name>
        <message>
            <source>Both come to the same.</source>
            <translation>المبلغان متساويان.</translation>
        </message>
        <message>
            <source>The customer pays what {shop} asks.</source>
            <translation>يدفع العميل المبلغ الذي يطلبه {shop}.</translation>
        </message>
        <message>
            <source>The goods come to {amount} there.</source>
            <translation>قيمة الأصناف هناك {amount}.</translation>
        </message>
        <message>
            <source>Your cart</source>
            <translation>سلتك</translation>
        </message>
        <message>
            <source>{shop} adds delivery of {delivery}.</source>
            <translation>يضيف {shop} توصيلًا {delivery}.</translation>
        </message>
        <message>
            <source>{shop} adds tax of {tax} and delivery of {delivery}.</source>
            <translation>يضيف {shop} ضريبة {tax} وتوصيلًا {delivery}.</translation>
        </message>
        <message>
            <source>{shop} adds tax of {tax}.</source>
            <translation>يضيف {shop} ضريبة {tax}.</translation>
        </message>
        <message>
            <source>{shop} has not told what it asks for it yet.</source>
            <translation>لم يذكر {shop} المبلغ المطلوب بعد.</translation>
        </message>
    </context>
    <context>
        <name>VatField</name>
        <message>
            <source>It does not have the form of a VAT number: {form}.</source>
            <translation>ليس بصيغة رقم ضريبي: {form}.</translation>
        </message>
    </context>
    <context>
        <name>WebhookForm</name>
        <message>
            <source>A port is a number from 1 to {most}.</source>
            <translation>المنفذ رقم من 1 إلى {most}.</translation>
        </message>
        <message>
            <source>A tunnel or relay brings them here from outside; TLS is its job.</source>
            <translation>يوصلها من الخارج نفق أو وسيط، والتشفير من مهامه.</translation>
        </message>
        <message>
            <source>Address of this computer</source>
            <translation>عنوان هذا الجهاز</translation>
        </message>
        <message>
            <source>An online shop tells at once what changed there. Without them this till looks by itself, now and then.</source>
            <translation>يُبلغ المتجر الإلكتروني فورًا بما تغيّر فيه. وبدونها يراجعه هذا الصندوق بنفسه من حين إلى آخر.</translation>
        </message>
        <message>
            <source>In its network, such as 192.168.1.20</source>
            <translation>في شبكته، مثل 192.168.1.20</translation>
        </message>
        <message>
            <source>Only this computer</source>
            <translation>هذا الجهاز فقط</translation>
        </message>
        <message>
            <source>Other computers</source>
            <translation>أجهزة أخرى</translation>
        </message>
        <message>
            <source>Other computers can reach this address, and nothing here encrypts what they send. Let a tunnel or relay with TLS stand before it.</source>
            <translation>تستطيع أجهزة أخرى الوصول إلى هذا العنوان، ولا شيء هنا يشفّر ما ترسله. ضع أمامه نفقًا أو وسيطًا يشفّر الاتصال.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>المنفذ</translation>
        </message>
        <message>
            <source>Take webhooks at this till</source>
            <translation>استقبال إشعارات الويب على هذا الصندوق</translation>
        </message>
        <message>
            <source>Webhooks</source>
            <translation>إشعارات الويب</translation>
        </message>
        <message>
            <source>Who can reach it?</source>
            <translation>من يستطيع الوصول إليه؟</translation>
        </message>
    </context>
    <context>
        <name>WebhookLog</name>
        <message>
            <source>About</source>
            <translation>الموضوع</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>الحدث</translation>
        </message>
        <message>
            <source>No webhook has come yet.</source>
            <translation>لم يصل أي إشعار ويب بعد.</translation>
        </message>
        <message>
            <source>Not yet</source>
            <translation>ليس بعد</translation>
        </message>
        <message>
            <source>Online shop</source>
            <translation>المتجر الإلكتروني</translation>
        </message>
        <message>
            <source>Read anew</source>
            <translation>أُعيدت القراءة</translation>
        </message>
        <message>
            <source>The latest hundred. What they speak of is read anew; they are only a hint.</source>
            <translation>آخر مئة إشعار. هي تنبيه فقط، ويُقرأ ما تذكره من جديد.</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>الوقت</translation>
        </message>
        <message>
            <source>What came</source>
            <translation>ما وصل</translation>
        </message>
        <message>
            <source>read anew: {time}</source>
            <translation>إعادة القراءة: {time}</translation>
        </message>
    </context>
    <context>
        <name>WebhookPanel</name>
        <message>
            <source>Address at this till</source>
            <translation>العنوان على هذا الصندوق</translation>
        </message>
        <message>
            <source>At {shop}, enter the address of the tunnel or relay, then {path}</source>
            <translation>أدخل في {shop} عنوان النفق أو الوسيط يتبعه {path}</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Paste the secret here.</source>
            <translation>ألصق الرمز السري هنا.</translation>
        </message>
        <message>
            <source>Save the secret</source>
            <translation>حفظ الرمز</translation>
        </message>
        <message>
            <source>Secret</source>
            <translation>الرمز السري</translation>
        </message>
        <message>
            <source>{shop} shows it where webhooks are set up. Never shown again.</source>
            <translation>يعرضه {shop} عند إعداد إشعارات الويب. لا يُعرض هنا مرة أخرى.</translation>
        </message>
    </context>
    <context>
        <name>WebhookWork</name>
        <message>
            <source>The address is copied</source>
            <translation>نُسخ العنوان</translation>
        </message>
        <message>
            <source>The secret is saved</source>
            <translation>حُفظ الرمز السري</translation>
        </message>
    </context>
    <context>
        <name>WindowForm</name>
        <message>
            <source>As the computer</source>
            <translation>مثل الجهاز</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>الألوان</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>داكن</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>اللغة</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <source>Motion</source>
            <translation>الحركة</translation>
        </message>
        <message>
            <source>Nothing slides, fades or flashes on the screen.</source>
            <translation>لا شيء ينزلق أو يتلاشى أو يومض على الشاشة.</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>تقليل الحركة</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>إعادة التشغيل الآن</translation>
        </message>
        <message>
            <source>Size of text and buttons</source>
            <translation>حجم النص والأزرار</translation>
        </message>
        <message>
            <source>The window must start again for this. The open sale is kept.</source>
            <translation>يلزم تشغيل النافذة من جديد لذلك. يبقى البيع المفتوح محفوظًا.</translation>
        </message>
    </context>
    <context>
        <name>WizardPresenter</name>
        <message>
            <source>Asking the server…</source>
            <translation>جارٍ سؤال الخادم…</translation>
        </message>
        <message>
            <source>Give the password, or skip this for now.</source>
            <translation>أدخل كلمة المرور، أو تخطَّ هذا الآن.</translation>
        </message>
        <message>
            <source>Paste the key, or skip this for now.</source>
            <translation>ألصق المفتاح، أو تخطَّ هذه الخطوة الآن.</translation>
        </message>
        <message>
            <source>Test sent. Is the Arabic joined and readable, and is the paper cut?</source>
            <translation>أُرسلت الورقة التجريبية. هل الحروف العربية متصلة وواضحة، وهل قُصّت الورقة؟</translation>
        </message>
        <message>
            <source>The shop is being made…</source>
            <translation>جارٍ إعداد المتجر…</translation>
        </message>
        <message>
            <source>The test page is on its way to the printer.</source>
            <translation>الورقة التجريبية في طريقها إلى الطابعة.</translation>
        </message>
    </context>
    <context>
        <name>WizardView</name>
        <message>
            <source>Back</source>
            <translation>السابق</translation>
        </message>
        <message>
            <source>It looks right</source>
            <translation>تبدو صحيحة</translation>
        </message>
        <message>
            <source>Load products and start selling</source>
            <translation>تحميل الأصناف وبدء البيع</translation>
        </message>
        <message>
            <source>Make the shop and start selling</source>
            <translation>إنشاء المتجر وبدء البيع</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>التالي</translation>
        </message>
        <message>
            <source>Not registered for VAT</source>
            <translation>غير مسجل في الضريبة</translation>
        </message>
        <message>
            <source>Skip for now</source>
            <translation>التخطي الآن</translation>
        </message>
        <message>
            <source>Step {at} of {count}</source>
            <translation>الخطوة {at} من {count}</translation>
        </message>
    </context>
    <context>
        <name>advice</name>
        <message>
            <source>Begin its stock there, in that warehouse; then retry.</source>
            <translation>افتح له رصيدًا هناك في ذلك المستودع، ثم أعد المحاولة.</translation>
        </message>
        <message>
            <source>Book the return there by hand, and do not send this.</source>
            <translation>قيّد المرتجع هناك يدويًا، ولا ترسل هذا.</translation>
        </message>
        <message>
            <source>Change it in Apexloge's dashboard, and do not send this.</source>
            <translation>غيّره من لوحة تحكم Apexloge، ولا ترسل هذا.</translation>
        </message>
        <message>
            <source>Choose another port or address in the settings of webhooks.</source>
            <translation>اختر منفذًا أو عنوانًا آخر في إعدادات إشعارات الويب.</translation>
        </message>
        <message>
            <source>Close the order there: its goods were sold here, nobody has to prepare it.</source>
            <translation>أغلق الطلب هناك: بيعت أصنافه هنا، ولا يلزم أن يجهّزه أحد.</translation>
        </message>
        <message>
            <source>Do it in that system itself, and do not send this.</source>
            <translation>نفّذه في ذلك النظام نفسه، ولا ترسل هذا.</translation>
        </message>
        <message>
            <source>Do not send this, and cancel the order again with a reason.</source>
            <translation>لا ترسل هذا، وألغِ الطلب مجددًا مع ذكر السبب.</translation>
        </message>
        <message>
            <source>Do not send this, and choose on the orders page what comes next.</source>
            <translation>لا ترسل هذا، واختر الخطوة التالية من صفحة الطلبات.</translation>
        </message>
        <message>
            <source>Enter whole pieces there by hand, and do not send this.</source>
            <translation>أدخل عددًا صحيحًا هناك يدويًا، ولا ترسل هذا.</translation>
        </message>
        <message>
            <source>Give a customer for this counter in its further settings, then retry.</source>
            <translation>حدّد عميلًا لهذا الصندوق في إعداداته الإضافية، ثم أعد المحاولة.</translation>
        </message>
        <message>
            <source>Give it the same barcode, SKU or name here and there; else dismiss this.</source>
            <translation>اجعل الباركود أو SKU أو الاسم واحدًا هنا وهناك، وإلا فاختر «تم الاطلاع».</translation>
        </message>
        <message>
            <source>Give the currency there in its further settings, or let another back end keep the books.</source>
            <translation>حدّد عملته في إعداداته الإضافية، أو اجعل نظامًا آخر يمسك الدفاتر.</translation>
        </message>
        <message>
            <source>Give this shop's location in its further settings, then retry.</source>
            <translation>حدّد موقع هذا المتجر في إعداداته الإضافية، ثم أعد المحاولة.</translation>
        </message>
        <message>
            <source>If it comes to our total there now, retry; else do not send it: its goods are then taken off the stock there.</source>
            <translation>إن صار مجموعها هناك كمجموعنا فأعد المحاولة، وإلا فلا ترسلها: تُخصم كمياتها عندئذٍ من المخزون هناك.</translation>
        </message>
        <message>
            <source>If it must be there, book it there by hand and link it; else do not send it: its goods are then taken off the stock there.</source>
            <translation>إن لزم وجودها هناك فسجّلها يدويًا ثم اربطها، وإلا فلا ترسلها: تُخصم كمياتها عندئذٍ من المخزون هناك.</translation>
        </message>
        <message>
            <source>If it must be there, book it there by hand; then choose “Do not send”.</source>
            <translation>إن لزم وجوده هناك فقيّده هناك يدويًا، ثم اختر «عدم الإرسال».</translation>
        </message>
        <message>
            <source>Let a system that takes sales keep the books, and do not send this one.</source>
            <translation>اجعل الدفاتر في نظام يستقبل المبيعات، ولا ترسل هذه العملية.</translation>
        </message>
        <message>
            <source>Let the shop price without tax, or let another back end keep the books.</source>
            <translation>اجعل أسعار المتجر دون ضريبة، أو اجعل الدفاتر في نظام آخر.</translation>
        </message>
        <message>
            <source>Look at the order in the online shop, and settle its payment there.</source>
            <translation>راجع الطلب في المتجر الإلكتروني، وسوِّ دفعه هناك.</translation>
        </message>
        <message>
            <source>Look at the order there, then retry or do not send this.</source>
            <translation>راجع الطلب هناك، ثم أعد المحاولة أو لا ترسل هذا.</translation>
        </message>
        <message>
            <source>Look at the order there: do not send this if it is done, else retry.</source>
            <translation>راجع الطلب هناك: إن تم ذلك فلا ترسل هذا، وإلا فأعد المحاولة.</translation>
        </message>
        <message>
            <source>Look at the order there: its goods were sold here and are gone.</source>
            <translation>راجع الطلب هناك: بيعت أصنافه هنا وخرجت.</translation>
        </message>
        <message>
            <source>Look for it there: link it if you find it, else retry.</source>
            <translation>ابحث عنه هناك: اربطه إن وجدته، وإلا فأعد المحاولة.</translation>
        </message>
        <message>
            <source>Look for the order there: link it if you find it, else place it again.</source>
            <translation>ابحث عن الطلب هناك: اربطه إن وجدته، وإلا فأعد تسجيله.</translation>
        </message>
        <message>
            <source>Mend what the server names, then retry.</source>
            <translation>أصلح ما يذكره الخادم ثم أعد المحاولة.</translation>
        </message>
        <message>
            <source>Take off there what is not sold any more, so that the list is shorter.</source>
            <translation>أزل من هناك ما لم يعد يُباع كي تقصر القائمة.</translation>
        </message>
        <message>
            <source>There is nothing left to send: choose “Do not send”.</source>
            <translation>لم يبقَ ما يُرسل: اختر «عدم الإرسال».</translation>
        </message>
        <message>
            <source>Try it with a sandbox key, or allow unproven calls in its further settings.</source>
            <translation>جرّبه بمفتاح تجريبي، أو اسمح بالطلبات غير المثبتة في إعداداته الإضافية.</translation>
        </message>
    </context>
    <context>
        <name>currency</name>
        <message>
            <source>Bahraini dinar</source>
            <translation>دينار بحريني</translation>
        </message>
        <message>
            <source>Egyptian pound</source>
            <translation>جنيه مصري</translation>
        </message>
        <message>
            <source>Iraqi dinar</source>
            <translation>دينار عراقي</translation>
        </message>
        <message>
            <source>Jordanian dinar</source>
            <translation>دينار أردني</translation>
        </message>
        <message>
            <source>Kuwaiti dinar</source>
            <translation>دينار كويتي</translation>
        </message>
        <message>
            <source>Omani rial</source>
            <translation>ريال عماني</translation>
        </message>
        <message>
            <source>Qatari riyal</source>
            <translation>ريال قطري</translation>
        </message>
        <message>
            <source>Saudi riyal</source>
            <translation>ريال سعودي</translation>
        </message>
        <message>
            <source>UAE dirham</source>
            <translation>درهم إماراتي</translation>
        </message>
    </context>
    <context>
        <name>customers</name>
        <message>
            <source>Only on this till</source>
            <translation>على هذا الصندوق فقط</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>أُرسل</translation>
        </message>
    </context>
    <context>
        <name>figure</name>
        <message>
            <source>Exempt</source>
            <translation>معفى</translation>
        </message>
        <message>
            <source>Out of scope</source>
            <translation>خارج نطاق الضريبة</translation>
        </message>
    </context>
    <context>
        <name>invoices</name>
        <message>
            <source>Bank</source>
            <translation>تحويل</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>قيد الإرسال</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>بطاقة</translation>
        </message>
        <message>
            <source>Cash</source>
            <translation>نقدًا</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>بحاجة إلى تدخل</translation>
        </message>
        <message>
            <source>No answer yet, being checked</source>
            <translation>لم يصل رد بعد، قيد التحقق</translation>
        </message>
        <message>
            <source>On account</source>
            <translation>على الحساب</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>مدفوعة</translation>
        </message>
        <message>
            <source>Partial</source>
            <translation>مدفوعة جزئيًا</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>أُرسلت</translation>
        </message>
        <message>
            <source>Unpaid</source>
            <translation>غير مدفوعة</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>بانتظار الإرسال</translation>
        </message>
        <message>
            <source>Walk-in</source>
            <translation>عميل نقدي</translation>
        </message>
    </context>
    <context>
        <name>keymap</name>
        <message>
            <source>About the product at hand</source>
            <translation>عن الصنف المحدد</translation>
        </message>
        <message>
            <source>Add the product found; in dialogs the main button</source>
            <translation>إضافة الصنف الذي عُثر عليه؛ وفي النوافذ الزر الرئيسي</translation>
        </message>
        <message>
            <source>Back; nothing is lost</source>
            <translation>رجوع دون فقدان شيء</translation>
        </message>
        <message>
            <source>Change the cashier</source>
            <translation>تغيير الكاشير</translation>
        </message>
        <message>
            <source>Clear the sale</source>
            <translation>إفراغ البيع</translation>
        </message>
        <message>
            <source>Close the till</source>
            <translation>إغلاق الصندوق</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>العميل</translation>
        </message>
        <message>
            <source>Discount on the line</source>
            <translation>خصم على الصنف</translation>
        </message>
        <message>
            <source>Discount on the sale</source>
            <translation>خصم على البيع</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>ملء الشاشة</translation>
        </message>
        <message>
            <source>Hold the sale; recall one while the cart is empty</source>
            <translation>تعليق البيع، أو استرجاع بيع معلّق والسلة فارغة</translation>
        </message>
        <message>
            <source>Key list</source>
            <translation>قائمة المفاتيح</translation>
        </message>
        <message>
            <source>Note on the line</source>
            <translation>ملاحظة على الصنف</translation>
        </message>
        <message>
            <source>One less</source>
            <translation>إنقاص واحد</translation>
        </message>
        <message>
            <source>One more</source>
            <translation>زيادة واحد</translation>
        </message>
        <message>
            <source>Order the cart at an online shop</source>
            <translation>طلب السلة من متجر إلكتروني</translation>
        </message>
        <message>
            <source>Pages, from top to bottom; last, sync</source>
            <translation>الصفحات من الأعلى إلى الأسفل، ثم المزامنة</translation>
        </message>
        <message>
            <source>Pay, or the main action</source>
            <translation>الدفع، أو الإجراء الرئيسي</translation>
        </message>
        <message>
            <source>Price of the line</source>
            <translation>سعر الصنف</translation>
        </message>
        <message>
            <source>Quantity for what is scanned or entered next</source>
            <translation>كمية ما يُمسح أو يُدخل بعدها</translation>
        </message>
        <message>
            <source>Quantity of the line</source>
            <translation>كمية الصنف</translation>
        </message>
        <message>
            <source>Remove the line</source>
            <translation>حذف الصنف</translation>
        </message>
        <message>
            <source>Reprint the last receipt</source>
            <translation>إعادة طباعة آخر إيصال</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source>Undo the last change of the cart</source>
            <translation>تراجع عن آخر تغيير في السلة</translation>
        </message>
    </context>
    <context>
        <name>member</name>
        <message>
            <source>Active</source>
            <translation>نشط</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>منتهٍ</translation>
        </message>
        <message>
            <source>Look there before you try it again.</source>
            <translation>تحقق هناك قبل أن تحاول مرة أخرى.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>متوقف مؤقتًا</translation>
        </message>
        <message>
            <source>The programme is switched off.</source>
            <translation>البرنامج متوقف.</translation>
        </message>
        <message>
            <source>The server did not take it: {why}</source>
            <translation>لم يقبله الخادم: {why}</translation>
        </message>
        <message>
            <source>These figures contradict each other: by them {share} of what is spent would come back. Promise nothing by them.</source>
            <translation>هذه الأرقام متناقضة: بحسبها يعود {share} من قيمة المشتريات. لا تَعِد العميل بشيء بناءً عليها.</translation>
        </message>
        <message>
            <source>{points} points for {unit} that is spent; a point is worth {value}. Points are spent from {least} on.</source>
            <translation>{points} نقطة لكل {unit} من المشتريات، وقيمة النقطة {value}. تُستخدم النقاط ابتداءً من {least}.</translation>
        </message>
    </context>
    <context>
        <name>orders</name>
        <message numerus="yes">
            <source>+%n more</source>
            <translation>
                <numerusform>لا مزيد</numerusform>
                <numerusform>+1 آخر</numerusform>
                <numerusform>+2 آخران</numerusform>
                <numerusform>+%n أخرى</numerusform>
                <numerusform>+%n آخر</numerusform>
                <numerusform>+%n آخر</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>ملغاة</translation>
        </message>
        <message>
            <source>Cancel…</source>
            <translation>إلغاء…</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>جارٍ التحقق…</translation>
        </message>
        <message>
            <source>Completed</source>
            <translation>مكتملة</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>تأكيد</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>مؤكدة</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>تم التوصيل</translation>
        </message>
        <message>
            <source>Done today</source>
            <translation>اكتملت اليوم</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>منتهية</translation>
        </message>
        <message>
            <source>Handed over</source>
            <translation>تم التسليم</translation>
        </message>
        <message>
            <source>Mark ready</source>
            <translation>جاهز للاستلام</translation>
        </message>
        <message>
            <source>Needs a look</source>
            <translation>يحتاج مراجعة</translation>
        </message>
        <message>
            <source>New</source>
            <translation>جديدة</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>بلا اسم</translation>
        </message>
        <message>
            <source>No number yet</source>
            <translation>بلا رقم بعد</translation>
        </message>
        <message>
            <source>Nothing is new</source>
            <translation>لا جديد</translation>
        </message>
        <message>
            <source>Nothing waits for its customer</source>
            <translation>لا طلب ينتظر عميله</translation>
        </message>
        <message>
            <source>Nothing was handed over yet</source>
            <translation>لم يُسلَّم شيء بعد</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>مدفوعة</translation>
        </message>
        <message>
            <source>Paid? Not known</source>
            <translation>الدفع غير معروف</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>قيد الانتظار</translation>
        </message>
        <message>
            <source>Picked up</source>
            <translation>مستلَمة</translation>
        </message>
        <message>
            <source>Picked up today</source>
            <translation>استُلمت اليوم</translation>
        </message>
        <message>
            <source>Processing</source>
            <translation>قيد التجهيز</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>جاهزة</translation>
        </message>
        <message>
            <source>Ready for pickup</source>
            <translation>جاهزة للاستلام</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>أُعيد المبلغ</translation>
        </message>
        <message>
            <source>Refund…</source>
            <translation>رد المبلغ…</translation>
        </message>
        <message>
            <source>Sending…</source>
            <translation>جارٍ الإرسال…</translation>
        </message>
        <message>
            <source>Shipped</source>
            <translation>مشحونة</translation>
        </message>
        <message>
            <source>Ship…</source>
            <translation>شحن…</translation>
        </message>
        <message>
            <source>To be paid</source>
            <translation>بانتظار الدفع</translation>
        </message>
        <message>
            <source>since {time}</source>
            <translation>منذ {time}</translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation>{count} س</translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation>{count} د</translation>
        </message>
    </context>
    <context>
        <name>sentence</name>
        <message>
            <source>A back end needs its key.</source>
            <translation>يحتاج النظام إلى مفتاحه.</translation>
        </message>
        <message>
            <source>A change of stock has no id at the back end.</source>
            <translation>تغيير المخزون ليس له معرّف في النظام المرتبط.</translation>
        </message>
        <message>
            <source>A change of this order did not go through. Settle that on the sync page first.</source>
            <translation>لم يتم تغيير لهذا الطلب. عالج ذلك في صفحة المزامنة أولًا.</translation>
        </message>
        <message>
            <source>A change of this order is on its way already.</source>
            <translation>يجري إرسال تغيير لهذا الطلب بالفعل.</translation>
        </message>
        <message>
            <source>A key has no spaces and only Latin letters.</source>
            <translation>لا يحتوي المفتاح على مسافات، وحروفه لاتينية فقط.</translation>
        </message>
        <message>
            <source>A payment must be more than zero.</source>
            <translation>يجب أن تزيد الدفعة على صفر.</translation>
        </message>
        <message>
            <source>A webhook's secret is one line of letters, digits and signs.</source>
            <translation>الرمز السري لإشعارات الويب سطر واحد من الحروف والأرقام والرموز.</translation>
        </message>
        <message>
            <source>An invoice on account needs its customer.</source>
            <translation>الفاتورة على الحساب تحتاج إلى عميلها.</translation>
        </message>
        <message>
            <source>Another back end keeps the books. Make it an online shop first.</source>
            <translation>نظام آخر يمسك الدفاتر. اجعله متجرًا إلكترونيًا أولًا.</translation>
        </message>
        <message>
            <source>Card numbers are not kept.</source>
            <translation>لا تُحفظ أرقام البطاقات.</translation>
        </message>
        <message>
            <source>Finish or hold the sale at hand first.</source>
            <translation>أنهِ البيع الحالي أو علّقه أولًا.</translation>
        </message>
        <message>
            <source>Give the id that the back end knows it by.</source>
            <translation>اكتب المعرّف الذي يعرفه به النظام المرتبط.</translation>
        </message>
        <message>
            <source>It is being looked for at the server; sent again it could be booked twice.</source>
            <translation>يجري البحث عنه لدى الخادم، وإعادة إرساله قد تسجله مرتين.</translation>
        </message>
        <message>
            <source>It is not known yet whether everything that was sent arrived.</source>
            <translation>لم يُعرف بعد هل وصل كل ما أُرسل.</translation>
        </message>
        <message>
            <source>It is there more than once. Settle that at the back end, then take it out.</source>
            <translation>هو مسجل هناك أكثر من مرة. سوِّ الأمر في النظام المرتبط ثم استبعده.</translation>
        </message>
        <message>
            <source>It was sent already.</source>
            <translation>أُرسل من قبل.</translation>
        </message>
        <message>
            <source>It was taken out already.</source>
            <translation>استُبعد من قبل.</translation>
        </message>
        <message>
            <source>Its goods were taken off the stock there instead.</source>
            <translation>خُصمت كمياته من المخزون هناك بدلًا من ذلك.</translation>
        </message>
        <message>
            <source>No orders can be placed there.</source>
            <translation>لا يمكن إرسال طلبات إلى هناك.</translation>
        </message>
        <message>
            <source>No printer is chosen.</source>
            <translation>لم تُختر طابعة.</translation>
        </message>
        <message>
            <source>No stock is kept of this product.</source>
            <translation>لا يُحتفظ برصيد لهذا الصنف.</translation>
        </message>
        <message>
            <source>Say why, for the journal.</source>
            <translation>اذكر السبب ليُكتب في سجل العمليات.</translation>
        </message>
        <message>
            <source>Say why; the customer may read it.</source>
            <translation>اذكر السبب، فقد يقرؤه العميل.</translation>
        </message>
        <message>
            <source>Something is missing, such as the name.</source>
            <translation>هناك بيان ناقص، كالاسم مثلًا.</translation>
        </message>
        <message>
            <source>Something went wrong in the program. It is written down.</source>
            <translation>حدث خطأ في البرنامج، وقد سُجّل.</translation>
        </message>
        <message>
            <source>Stock is carried to another warehouse.</source>
            <translation>يُنقل المخزون إلى مستودع آخر.</translation>
        </message>
        <message>
            <source>That order has other goods than this sale.</source>
            <translation>أصناف ذلك الطلب غير أصناف هذا البيع.</translation>
        </message>
        <message>
            <source>The address must begin with https.</source>
            <translation>يجب أن يبدأ العنوان بـ https.</translation>
        </message>
        <message>
            <source>The disk does not answer. Nothing is saved.</source>
            <translation>القرص لا يستجيب. لم يُحفظ شيء.</translation>
        </message>
        <message>
            <source>The disk is full. Nothing is saved.</source>
            <translation>القرص ممتلئ. لم يُحفظ شيء.</translation>
        </message>
        <message>
            <source>The file is not a CSV table of products.</source>
            <translation>الملف ليس جدول أصناف بصيغة CSV.</translation>
        </message>
        <message>
            <source>The file of the keys does not serve.</source>
            <translation>ملف المفاتيح لا يعمل.</translation>
        </message>
        <message>
            <source>The file or its folder is not there.</source>
            <translation>الملف أو مجلده غير موجود.</translation>
        </message>
        <message>
            <source>The key is not set where this program was started.</source>
            <translation>المفتاح غير مضبوط في بيئة تشغيل البرنامج.</translation>
        </message>
        <message>
            <source>The lines of this order do not come to its total.</source>
            <translation>أسطر هذا الطلب لا تساوي إجماليه.</translation>
        </message>
        <message>
            <source>The online shop does not have all of these products.</source>
            <translation>لا يتوفر لدى المتجر الإلكتروني كل هذه الأصناف.</translation>
        </message>
        <message>
            <source>The online shop does not know this customer.</source>
            <translation>المتجر الإلكتروني لا يعرف هذا العميل.</translation>
        </message>
        <message>
            <source>The online shop does not say what this order comes to.</source>
            <translation>لا يبيّن المتجر الإلكتروني إجمالي هذا الطلب.</translation>
        </message>
        <message>
            <source>The online shop does not say whether it is paid.</source>
            <translation>لا يبيّن المتجر الإلكتروني هل دُفع ثمنه.</translation>
        </message>
        <message>
            <source>The online shop prices its orders itself. Take the discounts away first.</source>
            <translation>يسعّر المتجر الإلكتروني طلباته بنفسه. أزل الخصومات أولًا.</translation>
        </message>
        <message>
            <source>The online shop sells whole pieces only.</source>
            <translation>لا يبيع المتجر الإلكتروني إلا قطعًا كاملة.</translation>
        </message>
        <message>
            <source>The order has changed meanwhile. Look at it again.</source>
            <translation>تغيّر الطلب في هذه الأثناء. راجعه من جديد.</translation>
        </message>
        <message>
            <source>The printer did not take the page.</source>
            <translation>لم تقبل الطابعة الصفحة.</translation>
        </message>
        <message>
            <source>The printer does not answer.</source>
            <translation>الطابعة لا تستجيب.</translation>
        </message>
        <message>
            <source>The rest is too little for cash. Take it by card or bank transfer.</source>
            <translation>المتبقي أقل من أصغر عملة نقدية. خذه بالبطاقة أو بتحويل بنكي.</translation>
        </message>
        <message>
            <source>The sale has too many lines.</source>
            <translation>في هذا البيع أسطر أكثر من اللازم.</translation>
        </message>
        <message>
            <source>The shop has prices or invoices; its currency can't change any more.</source>
            <translation>في المتجر أسعار أو فواتير، ولا يمكن تغيير عملته بعد الآن.</translation>
        </message>
        <message>
            <source>The shop was opened by a newer program. Please update this one.</source>
            <translation>فُتح المتجر ببرنامج أحدث. حدّث هذا البرنامج من فضلك.</translation>
        </message>
        <message>
            <source>The shop's file is damaged.</source>
            <translation>ملف المتجر تالف.</translation>
        </message>
        <message>
            <source>The shop's file is in use. Try again.</source>
            <translation>ملف المتجر قيد الاستخدام. حاول مرة أخرى.</translation>
        </message>
        <message>
            <source>The shop's folder can't be read.</source>
            <translation>تعذرت قراءة مجلد المتجر.</translation>
        </message>
        <message>
            <source>The shop's folder can't be written.</source>
            <translation>لا يمكن الكتابة في مجلد المتجر.</translation>
        </message>
        <message>
            <source>The stock has changed meanwhile. Look at the new figure and save again.</source>
            <translation>تغيّر الرصيد في هذه الأثناء. راجع الرقم الجديد ثم احفظ مرة أخرى.</translation>
        </message>
        <message>
            <source>The work was stopped before its end. Nothing was changed.</source>
            <translation>أُوقف العمل قبل نهايته ولم يتغير شيء.</translation>
        </message>
        <message>
            <source>There is a back end of this name already.</source>
            <translation>يوجد نظام مرتبط بهذا الاسم من قبل.</translation>
        </message>
        <message>
            <source>There is a file of this name already. Choose another name.</source>
            <translation>يوجد ملف بهذا الاسم. اختر اسمًا آخر.</translation>
        </message>
        <message>
            <source>There is a shop in this folder already. Close this window and start again.</source>
            <translation>يوجد متجر في هذا المجلد. أغلق هذه النافذة وابدأ من جديد.</translation>
        </message>
        <message>
            <source>There is no customer that it could go without.</source>
            <translation>لا عميل عليها لتُرسل بدونه.</translation>
        </message>
        <message>
            <source>There is no invoice yet.</source>
            <translation>لا توجد فواتير بعد.</translation>
        </message>
        <message>
            <source>There is no such customer.</source>
            <translation>لا يوجد عميل كهذا.</translation>
        </message>
        <message>
            <source>There is no such invoice.</source>
            <translation>لا توجد فاتورة بهذا الرقم.</translation>
        </message>
        <message>
            <source>There is no such online order.</source>
            <translation>لا يوجد طلب إنترنت كهذا.</translation>
        </message>
        <message>
            <source>There is nothing in the cart.</source>
            <translation>لا شيء في السلة.</translation>
        </message>
        <message>
            <source>This SKU belongs to another product.</source>
            <translation>رمز الصنف هذا لصنف آخر.</translation>
        </message>
        <message>
            <source>This amount has too many decimals.</source>
            <translation>في هذا المبلغ منازل عشرية أكثر من اللازم.</translation>
        </message>
        <message>
            <source>This amount is too large.</source>
            <translation>هذا المبلغ كبير جدًا.</translation>
        </message>
        <message>
            <source>This back end is not there any more.</source>
            <translation>هذا النظام المرتبط لم يعد موجودًا.</translation>
        </message>
        <message>
            <source>This back end knows no points and no subscriptions.</source>
            <translation>لا يعرف هذا النظام الخلفي نقاطًا ولا اشتراكات.</translation>
        </message>
        <message>
            <source>This barcode belongs to another product.</source>
            <translation>هذا الباركود لصنف آخر.</translation>
        </message>
        <message>
            <source>This barcode is not valid.</source>
            <translation>هذا الباركود غير صالح.</translation>
        </message>
        <message>
            <source>This cash rounding is not possible.</source>
            <translation>تقريب النقد هذا غير ممكن.</translation>
        </message>
        <message>
            <source>This computer has no keyring that answers. Keep the key in a file instead.</source>
            <translation>لا يوجد في هذا الجهاز مخزن مفاتيح يستجيب. احفظ المفتاح في ملف.</translation>
        </message>
        <message>
            <source>This file belongs to the shop itself. Choose another name.</source>
            <translation>هذا الملف من ملفات المتجر نفسه. اختر اسمًا آخر.</translation>
        </message>
        <message>
            <source>This id belongs to another record.</source>
            <translation>هذا المعرّف لسجل آخر.</translation>
        </message>
        <message>
            <source>This is more than what is due.</source>
            <translation>هذا أكثر من المستحق.</translation>
        </message>
        <message>
            <source>This is neither yes nor no.</source>
            <translation>هذه ليست نعم ولا لا.</translation>
        </message>
        <message>
            <source>This is no address to listen at.</source>
            <translation>لا يمكن الاستقبال على هذا العنوان.</translation>
        </message>
        <message>
            <source>This is not a VAT number.</source>
            <translation>الرقم الضريبي غير صحيح.</translation>
        </message>
        <message>
            <source>This is not a number.</source>
            <translation>هذا ليس رقمًا.</translation>
        </message>
        <message>
            <source>This is not a phone number.</source>
            <translation>رقم الهاتف غير صحيح.</translation>
        </message>
        <message>
            <source>This is not an address of a back end.</source>
            <translation>هذا ليس عنوان نظام مرتبط.</translation>
        </message>
        <message>
            <source>This is not an e-mail address.</source>
            <translation>عنوان البريد الإلكتروني غير صحيح.</translation>
        </message>
        <message>
            <source>This is not enough for the sale.</source>
            <translation>هذا لا يكفي لإتمام البيع.</translation>
        </message>
        <message>
            <source>This is not in the outbox any more.</source>
            <translation>لم يعد هذا في صندوق الصادر.</translation>
        </message>
        <message>
            <source>This kept sale can't be read.</source>
            <translation>تعذّرت قراءة هذا البيع المعلّق.</translation>
        </message>
        <message>
            <source>This key belongs to another system.</source>
            <translation>هذا المفتاح لنظام آخر.</translation>
        </message>
        <message>
            <source>This may be a sale whose answer was lost. Settle that on the sync page first.</source>
            <translation>قد يكون هذا بيعًا ضاع ردّه. عالج ذلك في صفحة المزامنة أولًا.</translation>
        </message>
        <message>
            <source>This name has other signs than small letters, digits, “-” and “_”.</source>
            <translation>هذا الاسم فيه غير الحروف اللاتينية الصغيرة والأرقام و“-” و“_”.</translation>
        </message>
        <message>
            <source>This name was another server's. Please choose another name.</source>
            <translation>هذا الاسم لخادم آخر سابق. اختر اسمًا آخر من فضلك.</translation>
        </message>
        <message>
            <source>This order can't go there from where it is.</source>
            <translation>لا يمكن نقل هذا الطلب من حالته إلى تلك الحالة.</translation>
        </message>
        <message>
            <source>This order is a sale of a counter; its goods are gone.</source>
            <translation>هذا الطلب بيعٌ تم عند الصندوق، وقد خرجت أصنافه.</translation>
        </message>
        <message>
            <source>This order is paid already.</source>
            <translation>دُفع ثمن هذا الطلب من قبل.</translation>
        </message>
        <message>
            <source>This order is still to be paid.</source>
            <translation>لم يُدفع ثمن هذا الطلب بعد.</translation>
        </message>
        <message>
            <source>This price is not possible.</source>
            <translation>هذا السعر غير ممكن.</translation>
        </message>
        <message>
            <source>This printer is not there any more.</source>
            <translation>هذه الطابعة لم تعد موجودة.</translation>
        </message>
        <message>
            <source>This quantity is not possible.</source>
            <translation>هذه الكمية غير ممكنة.</translation>
        </message>
        <message>
            <source>This sale is in another currency than the shop's.</source>
            <translation>عملة هذا البيع غير عملة المتجر.</translation>
        </message>
        <message>
            <source>This sale is not held any more.</source>
            <translation>لم يعد هذا البيع معلّقًا.</translation>
        </message>
        <message>
            <source>This setting is not possible.</source>
            <translation>هذا الإعداد غير ممكن.</translation>
        </message>
        <message>
            <source>This system knows keys only, no users.</source>
            <translation>هذا النظام يعرف المفاتيح فقط دون مستخدمين.</translation>
        </message>
        <message>
            <source>This system needs the address of the shop's server.</source>
            <translation>يحتاج هذا النظام إلى عنوان خادم المتجر.</translation>
        </message>
        <message>
            <source>This system sends no webhooks.</source>
            <translation>هذا النظام لا يرسل إشعارات ويب.</translation>
        </message>
        <message>
            <source>This tax rate is not possible.</source>
            <translation>نسبة الضريبة هذه غير ممكنة.</translation>
        </message>
        <message>
            <source>This text is too long.</source>
            <translation>هذا النص طويل جدًا.</translation>
        </message>
        <message>
            <source>This was settled already.</source>
            <translation>سُوِّي هذا الأمر من قبل.</translation>
        </message>
        <message>
            <source>Webhooks need the secret that their system shows.</source>
            <translation>تحتاج إشعارات الويب إلى الرمز السري الذي يعرضه نظامها.</translation>
        </message>
    </context>
    <context>
        <name>stock</name>
        <message>
            <source>Adjusted · {reason}</source>
            <translation>تسوية · {reason}</translation>
        </message>
        <message>
            <source>Counted</source>
            <translation>جرد</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>تالف</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>منتهي الصلاحية</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>عُثر عليه</translation>
        </message>
        <message>
            <source>Lost or stolen</source>
            <translation>مفقود أو مسروق</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>منخفض</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>متوفر</translation>
        </message>
        <message>
            <source>Opening stock</source>
            <translation>رصيد افتتاحي</translation>
        </message>
        <message>
            <source>Out</source>
            <translation>نفد</translation>
        </message>
        <message>
            <source>Own use</source>
            <translation>استهلاك داخلي</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>استلام</translation>
        </message>
        <message>
            <source>Sale {number}</source>
            <translation>بيع {number}</translation>
        </message>
        <message>
            <source>Server: other tills</source>
            <translation>الخادم: صناديق أخرى</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>تحويل</translation>
        </message>
        <message>
            <source>Wrong count before</source>
            <translation>خطأ في جرد سابق</translation>
        </message>
    </context>
    <context>
        <name>sync</name>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>بلا محاولة</numerusform>
                <numerusform>محاولة واحدة</numerusform>
                <numerusform>محاولتان</numerusform>
                <numerusform>%n محاولات</numerusform>
                <numerusform>%n محاولة</numerusform>
                <numerusform>%n محاولة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new order(s), read {time}</source>
            <translation>
                <numerusform>لا طلبات جديدة، قُرئت {time}</numerusform>
                <numerusform>طلب جديد واحد، قُرئت {time}</numerusform>
                <numerusform>طلبان جديدان، قُرئت {time}</numerusform>
                <numerusform>%n طلبات جديدة، قُرئت {time}</numerusform>
                <numerusform>%n طلبًا جديدًا، قُرئت {time}</numerusform>
                <numerusform>%n طلب جديد، قُرئت {time}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) wait for this</source>
            <translation>
                <numerusform>لا شيء ينتظر ذلك</numerusform>
                <numerusform>سجل واحد ينتظر ذلك</numerusform>
                <numerusform>سجلان ينتظران ذلك</numerusform>
                <numerusform>%n سجلات تنتظر ذلك</numerusform>
                <numerusform>%n سجلًا ينتظر ذلك</numerusform>
                <numerusform>%n سجل ينتظر ذلك</numerusform>
            </translation>
        </message>
        <message>
            <source>A backup brought it back. It may have been sent since.</source>
            <translation>أعادته نسخة احتياطية، وربما أُرسل بعدها.</translation>
        </message>
        <message>
            <source>A cancelled order needs a reason. The customer gets it by e-mail.</source>
            <translation>إلغاء الطلب يحتاج إلى سبب. يصل السبب إلى العميل بالبريد الإلكتروني.</translation>
        </message>
        <message>
            <source>A web page came instead of data. Sign in to the network, or check the address.</source>
            <translation>وصلت صفحة ويب بدل البيانات. سجّل الدخول إلى الشبكة، أو تحقق من العنوان.</translation>
        </message>
        <message>
            <source>Another Sanduq sends for this shop just now.</source>
            <translation>برنامج صندوق آخر يرسل لهذا المتجر الآن.</translation>
        </message>
        <message>
            <source>Another customer with this phone number is on its way.</source>
            <translation>هناك عميل آخر بالرقم نفسه قيد الإرسال.</translation>
        </message>
        <message>
            <source>Another product was changed instead.</source>
            <translation>تغيّر صنف آخر بدلًا منه.</translation>
        </message>
        <message>
            <source>Attempt {number}</source>
            <translation>المحاولة {number}</translation>
        </message>
        <message>
            <source>Behind customer {name}</source>
            <translation>بعد العميل {name}</translation>
        </message>
        <message>
            <source>Behind invoice {number}</source>
            <translation>بعد الفاتورة {number}</translation>
        </message>
        <message>
            <source>Behind product {name}</source>
            <translation>بعد الصنف {name}</translation>
        </message>
        <message>
            <source>Books</source>
            <translation>الدفاتر</translation>
        </message>
        <message>
            <source>Category {name}</source>
            <translation>الفئة {name}</translation>
        </message>
        <message>
            <source>Change of {change}</source>
            <translation>تغيّر قدره {change}</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>متصل</translation>
        </message>
        <message>
            <source>Connected to “{business}”.</source>
            <translation>تم الاتصال بـ«{business}».</translation>
        </message>
        <message>
            <source>Connected, not all was read</source>
            <translation>متصل، ولم يُقرأ كل شيء</translation>
        </message>
        <message>
            <source>Connected. Check the clock.</source>
            <translation>متصل. تحقق من الساعة.</translation>
        </message>
        <message>
            <source>Count · {name}</source>
            <translation>الجرد · {name}</translation>
        </message>
        <message>
            <source>Customer {id} there</source>
            <translation>العميل {id} هناك</translation>
        </message>
        <message>
            <source>Customer {name}</source>
            <translation>العميل {name}</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>تم الاطلاع</translation>
        </message>
        <message>
            <source>Do not send</source>
            <translation>عدم الإرسال</translation>
        </message>
        <message>
            <source>Goes out at {time}</source>
            <translation>يُرسل {time}</translation>
        </message>
        <message>
            <source>Invoice {number}</source>
            <translation>الفاتورة {number}</translation>
        </message>
        <message>
            <source>Invoice {number}: handed over</source>
            <translation>الفاتورة {number}: سُلّمت</translation>
        </message>
        <message>
            <source>It came to another total there before, so it stays here.</source>
            <translation>جاء المجموع هناك مختلفًا من قبل، فتبقى هنا.</translation>
        </message>
        <message>
            <source>It is never sent twice blindly.</source>
            <translation>لا يُرسل مرتين دون تأكد.</translation>
        </message>
        <message>
            <source>It is not there, for sure. It is sent once more.</source>
            <translation>تأكد أنه غير موجود هناك، ويُرسل مرة أخرى.</translation>
        </message>
        <message>
            <source>It is there {0} times. Please void all but one.</source>
            <translation>هو هناك {0} مرات. ألغِ ما عدا واحدة.</translation>
        </message>
        <message>
            <source>It was counted while the figure there was not sure.</source>
            <translation>جُرد حين لم يكن الرصيد هناك مؤكدًا.</translation>
        </message>
        <message>
            <source>It was sent, but no answer came in time.</source>
            <translation>أُرسل ولم يصل رد في الوقت المحدد.</translation>
        </message>
        <message>
            <source>It was sent, but the answer can't be understood.</source>
            <translation>أُرسل وتعذّر فهم الرد.</translation>
        </message>
        <message>
            <source>It was sent, but the answer does not say under which id.</source>
            <translation>أُرسل ولم يذكر الرد معرّفه.</translation>
        </message>
        <message>
            <source>It was sent, but the server failed (status {0}).</source>
            <translation>أُرسل وتعطّل الخادم (الرمز {0}).</translation>
        </message>
        <message>
            <source>It was sent, but the server sent us elsewhere.</source>
            <translation>أُرسل وأحالنا الخادم إلى مكان آخر.</translation>
        </message>
        <message>
            <source>It was set to {0} and reads otherwise now.</source>
            <translation>ضُبط على {0} ويُقرأ الآن غير ذلك.</translation>
        </message>
        <message>
            <source>It was {0}, should be {1}, and is {2} now.</source>
            <translation>كان {0}، والمطلوب {1}، وهو الآن {2}.</translation>
        </message>
        <message>
            <source>It works: the server lets this till in.</source>
            <translation>الاتصال يعمل: قبِل الخادم هذا الصندوق.</translation>
        </message>
        <message>
            <source>It would come to another total there, so it stays here.</source>
            <translation>سيختلف إجماليه هناك، لذلك يبقى هنا.</translation>
        </message>
        <message>
            <source>Key missing. Selling goes on.</source>
            <translation>المفتاح مفقود، والبيع مستمر</translation>
        </message>
        <message>
            <source>Key refused. Selling goes on.</source>
            <translation>المفتاح مرفوض، والبيع مستمر</translation>
        </message>
        <message>
            <source>Limit reached, resumes {time}</source>
            <translation>بلغ الحد، يُستأنف {time}</translation>
        </message>
        <message>
            <source>Link to existing</source>
            <translation>ربط بالموجود</translation>
        </message>
        <message>
            <source>List of orders</source>
            <translation>قائمة الطلبات</translation>
        </message>
        <message>
            <source>List of products</source>
            <translation>قائمة الأصناف</translation>
        </message>
        <message>
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>يحتاج إلى تدخل</translation>
        </message>
        <message>
            <source>New online order</source>
            <translation>طلب إنترنت جديد</translation>
        </message>
        <message>
            <source>Next look at {time}.</source>
            <translation>البحث التالي {time}.</translation>
        </message>
        <message>
            <source>No action needed</source>
            <translation>لا يلزم أي إجراء</translation>
        </message>
        <message>
            <source>No answer after sending. We are looking for it there.</source>
            <translation>لم يصل رد بعد الإرسال، يجري البحث عنه هناك.</translation>
        </message>
        <message>
            <source>No unit price gives exactly this total there.</source>
            <translation>لا يعطي أي سعر للوحدة هذا الإجمالي بالضبط هناك.</translation>
        </message>
        <message>
            <source>Nobody can tell whether it arrived there.</source>
            <translation>لا يُعرف هل وصل إلى هناك.</translation>
        </message>
        <message>
            <source>Nobody has proven that this back end can do this.</source>
            <translation>لم يثبت أن هذا النظام يقبل هذا.</translation>
        </message>
        <message>
            <source>Not reached yet</source>
            <translation>لم يُتصل به بعد</translation>
        </message>
        <message>
            <source>Nothing answers at this address.</source>
            <translation>لا يجيب أحد على هذا العنوان.</translation>
        </message>
        <message>
            <source>Offline, tries again {time}</source>
            <translation>غير متصل، يُعاد {time}</translation>
        </message>
        <message>
            <source>Online shop</source>
            <translation>متجر إلكتروني</translation>
        </message>
        <message>
            <source>Only a key of the sandbox can prove this.</source>
            <translation>لا يُختبر هذا إلا بمفتاح البيئة التجريبية.</translation>
        </message>
        <message>
            <source>Order {id} there</source>
            <translation>الطلب {id} هناك</translation>
        </message>
        <message>
            <source>Order {number} → {status}</source>
            <translation>الطلب {number} ← {status}</translation>
        </message>
        <message>
            <source>Orders not read yet</source>
            <translation>لم تُقرأ الطلبات بعد</translation>
        </message>
        <message>
            <source>Other business. Selling goes on.</source>
            <translation>متجر آخر، والبيع مستمر</translation>
        </message>
        <message>
            <source>Prices and tax</source>
            <translation>الأسعار والضريبة</translation>
        </message>
        <message>
            <source>Product {id} there</source>
            <translation>الصنف {id} هناك</translation>
        </message>
        <message>
            <source>Product {name}</source>
            <translation>الصنف {name}</translation>
        </message>
        <message>
            <source>Reading products: {count}</source>
            <translation>قراءة الأصناف: {count}</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>إعادة المحاولة</translation>
        </message>
        <message>
            <source>Sales are booked at a location there. Please set location_id.</source>
            <translation>تُقيَّد المبيعات هناك على موقع. يُرجى ضبط location_id.</translation>
        </message>
        <message>
            <source>Salloq takes no returns: a quantity is one or more.</source>
            <translation>لا يقبل Salloq المرتجعات: يجب أن تكون الكمية واحدًا أو أكثر.</translation>
        </message>
        <message>
            <source>Sandbox</source>
            <translation>تجريبي</translation>
        </message>
        <message>
            <source>Send without customer</source>
            <translation>إرسال دون عميل</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>جارٍ الإرسال</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>أُرسل</translation>
        </message>
        <message>
            <source>Sent {time}</source>
            <translation>أُرسل {time}</translation>
        </message>
        <message>
            <source>Server answer {status}</source>
            <translation>ردّ الخادم {status}</translation>
        </message>
        <message>
            <source>Since {time}</source>
            <translation>منذ {time}</translation>
        </message>
        <message>
            <source>Started {time}</source>
            <translation>بدأت {time}</translation>
        </message>
        <message>
            <source>Stock of product {id} there</source>
            <translation>رصيد الصنف {id} هناك</translation>
        </message>
        <message>
            <source>Stock · {name}</source>
            <translation>المخزون · {name}</translation>
        </message>
        <message>
            <source>Stopped. Selling goes on.</source>
            <translation>توقف، والبيع مستمر</translation>
        </message>
        <message>
            <source>Syncing…</source>
            <translation>جارية المزامنة…</translation>
        </message>
        <message>
            <source>The connection broke off before the answer.</source>
            <translation>انقطع الاتصال قبل وصول الرد.</translation>
        </message>
        <message>
            <source>The connection to the server broke off.</source>
            <translation>انقطع الاتصال بالخادم.</translation>
        </message>
        <message>
            <source>The currency there is another one.</source>
            <translation>العملة هناك مختلفة.</translation>
        </message>
        <message>
            <source>The customer that it waits for was taken out.</source>
            <translation>استُبعد العميل الذي ينتظره.</translation>
        </message>
        <message>
            <source>The customer {name} can't be taken.</source>
            <translation>تعذّر أخذ العميل {name}.</translation>
        </message>
        <message>
            <source>The key is not here. Please enter it again.</source>
            <translation>المفتاح غير موجود هنا. أدخله مرة أخرى.</translation>
        </message>
        <message>
            <source>The network's proxy does not let us through.</source>
            <translation>لا يسمح وسيط الشبكة بالمرور.</translation>
        </message>
        <message>
            <source>The order is further there, and can't become this.</source>
            <translation>الطلب هناك في حالة لا تسمح بهذا التغيير.</translation>
        </message>
        <message>
            <source>The order of a sale made here stays open there.</source>
            <translation>طلب لبيعٍ تم هنا ما زال مفتوحًا هناك.</translation>
        </message>
        <message>
            <source>The order of a sale made here was called off there.</source>
            <translation>أُلغي هناك طلبٌ لبيعٍ تم هنا.</translation>
        </message>
        <message>
            <source>The prices there are in another currency than this shop's.</source>
            <translation>الأسعار هناك بعملة غير عملة هذا المتجر.</translation>
        </message>
        <message>
            <source>The prices there are without tax, this shop's include it: sales made here would lack that tax.</source>
            <translation>الأسعار هناك دون ضريبة، وأسعار هذا المتجر تشملها، فتنقص الضريبة من مبيعات هذا الصندوق هناك.</translation>
        </message>
        <message>
            <source>The product that it waits for was taken out.</source>
            <translation>استُبعد الصنف الذي ينتظره.</translation>
        </message>
        <message>
            <source>The product {name} can't be taken.</source>
            <translation>تعذّر أخذ الصنف {name}.</translation>
        </message>
        <message>
            <source>The product {name} has a barcode that another product has too.</source>
            <translation>للصنف {name} باركود يحمله صنف آخر أيضًا.</translation>
        </message>
        <message>
            <source>The program ended while it was being sent.</source>
            <translation>انتهى البرنامج أثناء إرساله.</translation>
        </message>
        <message>
            <source>The request limit is reached.</source>
            <translation>بلغ حد الطلبات.</translation>
        </message>
        <message>
            <source>The server counts whole pieces only.</source>
            <translation>لا يعدّ الخادم إلا قطعًا كاملة.</translation>
        </message>
        <message>
            <source>The server did not answer in time.</source>
            <translation>لم يجب الخادم في الوقت المحدد.</translation>
        </message>
        <message>
            <source>The server does not accept this user and password.</source>
            <translation>لا يقبل الخادم هذا المستخدم وكلمة المرور.</translation>
        </message>
        <message>
            <source>The server does not allow this with this key.</source>
            <translation>لا يسمح الخادم بذلك بهذا المفتاح.</translation>
        </message>
        <message>
            <source>The server does not know this address.</source>
            <translation>لا يعرف الخادم هذا العنوان.</translation>
        </message>
        <message>
            <source>The server does not know this key, or it was revoked.</source>
            <translation>لا يعرف الخادم هذا المفتاح، أو أنه أُلغي.</translation>
        </message>
        <message>
            <source>The server does not offer this call.</source>
            <translation>الخادم لا يقدّم هذا الطلب.</translation>
        </message>
        <message>
            <source>The server failed (status {0}).</source>
            <translation>تعطّل الخادم (الرمز {0}).</translation>
        </message>
        <message>
            <source>The server has no warehouse {name}.</source>
            <translation>ليس عند الخادم مستودع {name}.</translation>
        </message>
        <message>
            <source>The server keeps no stock of it there.</source>
            <translation>لا يحتفظ الخادم برصيد له هناك.</translation>
        </message>
        <message>
            <source>The server lists so many rows at most: there may be more than these.</source>
            <translation>لا يعرض الخادم إلا عددًا محدودًا من السجلات، وقد يكون هناك المزيد.</translation>
        </message>
        <message>
            <source>The server refused the request.</source>
            <translation>رفض الخادم الطلب.</translation>
        </message>
        <message>
            <source>The server says that it failed, but not why.</source>
            <translation>يقول الخادم إنه فشل ولا يذكر السبب.</translation>
        </message>
        <message>
            <source>The server says that it is not ready.</source>
            <translation>يقول الخادم إنه غير جاهز.</translation>
        </message>
        <message>
            <source>The server sends us elsewhere. Check the address.</source>
            <translation>يحيلنا الخادم إلى مكان آخر. تحقق من العنوان.</translation>
        </message>
        <message>
            <source>The server takes records without answering.</source>
            <translation>يستلم الخادم السجلات دون رد.</translation>
        </message>
        <message>
            <source>The server's answer can't be understood.</source>
            <translation>تعذّر فهم رد الخادم.</translation>
        </message>
        <message>
            <source>The server's answer is too large.</source>
            <translation>رد الخادم أكبر من اللازم.</translation>
        </message>
        <message>
            <source>The server's certificate can't be trusted.</source>
            <translation>لا يمكن الوثوق بشهادة الخادم.</translation>
        </message>
        <message>
            <source>The server's certificate does not fit this computer's time. Check the clock.</source>
            <translation>شهادة الخادم لا توافق وقت هذا الجهاز. تحقق من الساعة.</translation>
        </message>
        <message>
            <source>The server's list contradicts itself.</source>
            <translation>قائمة الخادم متناقضة.</translation>
        </message>
        <message>
            <source>The server's name is not known. Check the address.</source>
            <translation>اسم الخادم غير معروف. تحقق من العنوان.</translation>
        </message>
        <message>
            <source>The stock of a product is no quantity.</source>
            <translation>رصيد أحد الأصناف ليس كمية.</translation>
        </message>
        <message>
            <source>The total of the order is no amount of its currency.</source>
            <translation>إجمالي الطلب ليس مبلغًا صحيحًا بعملته.</translation>
        </message>
        <message>
            <source>The total there is {0}, ours is {1}.</source>
            <translation>الإجمالي هناك {0}، وإجماليّنا {1}.</translation>
        </message>
        <message>
            <source>There as {id}</source>
            <translation>هناك برقم {id}</translation>
        </message>
        <message>
            <source>There is no network, or it does not reach the server.</source>
            <translation>لا توجد شبكة، أو أنها لا تصل إلى الخادم.</translation>
        </message>
        <message>
            <source>There is no such back end at this address.</source>
            <translation>لا يوجد نظام كهذا على هذا العنوان.</translation>
        </message>
        <message>
            <source>There is no such order there.</source>
            <translation>لا يوجد طلب كهذا هناك.</translation>
        </message>
        <message>
            <source>These are the books of another shop: {name}.</source>
            <translation>هذه دفاتر متجر آخر: {name}.</translation>
        </message>
        <message>
            <source>This back end does not take changes of stock.</source>
            <translation>لا يقبل هذا النظام تغييرات المخزون.</translation>
        </message>
        <message>
            <source>This back end has no call for it, so it stays here.</source>
            <translation>لا يتيح هذا النظام ذلك، لذلك يبقى هنا.</translation>
        </message>
        <message>
            <source>This back end takes no sales from a till.</source>
            <translation>لا يستقبل هذا النظام مبيعات من الصندوق.</translation>
        </message>
        <message numerus="yes">
            <source>This computer's clock is %n minute(s) off. Please set it.</source>
            <translation>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار %n دقيقة. اضبطها.</numerusform>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار دقيقة. اضبطها.</numerusform>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار دقيقتين. اضبطها.</numerusform>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار %n دقائق. اضبطها.</numerusform>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار %n دقيقة. اضبطها.</numerusform>
                <numerusform>تختلف ساعة هذا الجهاز بمقدار %n دقيقة. اضبطها.</numerusform>
            </translation>
        </message>
        <message>
            <source>This computer's clock is {0} minutes off the server's. Please set it.</source>
            <translation>تختلف ساعة هذا الجهاز عن ساعة الخادم بمقدار {0} دقيقة. اضبطها.</translation>
        </message>
        <message>
            <source>This is a sandbox: nothing there is real.</source>
            <translation>هذه بيئة تجريبية: لا شيء فيها حقيقي.</translation>
        </message>
        <message>
            <source>This is a variant. It can be changed in Apexloge's own dashboard only.</source>
            <translation>هذا نوع فرعي من صنف. لا يمكن تغييره إلا من لوحة تحكم Apexloge.</translation>
        </message>
        <message>
            <source>This warehouse is not here any more.</source>
            <translation>لم يعد هذا المستودع موجودًا هنا.</translation>
        </message>
        <message>
            <source>To look at</source>
            <translation>للمراجعة</translation>
        </message>
        <message>
            <source>Unknown, checking</source>
            <translation>غير مؤكد، قيد التحقق</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>بانتظار الإرسال</translation>
        </message>
        <message>
            <source>Waits for its turn</source>
            <translation>ينتظر دوره</translation>
        </message>
        <message>
            <source>Webhooks at port {id}</source>
            <translation>إشعارات الويب على المنفذ {id}</translation>
        </message>
        <message>
            <source>Webhooks can't be taken at the address and port that are set.</source>
            <translation>تعذّر استقبال إشعارات الويب على العنوان والمنفذ المحددين.</translation>
        </message>
        <message>
            <source>What this is about is not there any more.</source>
            <translation>لم يعد ما يخصه موجودًا.</translation>
        </message>
        <message>
            <source>Without a customer it is not taken there.</source>
            <translation>لا يُقبل هناك من دون عميل.</translation>
        </message>
        <message>
            <source>Wrong address. Selling goes on.</source>
            <translation>العنوان خاطئ، والبيع مستمر</translation>
        </message>
        <message>
            <source>keeps back {quantity}</source>
            <translation>يحجز {quantity}</translation>
        </message>
        <message>
            <source>{name} is no product of this shop: no barcode, SKU or name fits.</source>
            <translation>{name} ليس من أصناف هذا المتجر: لا يطابقه باركود ولا SKU ولا اسم.</translation>
        </message>
        <message>
            <source>{name} is not a product, and only these are booked.</source>
            <translation>{name} ليس صنفًا، ولا تُقيّد إلا الأصناف.</translation>
        </message>
        <message>
            <source>{old} → {new}</source>
            <translation>{old} ← {new}</translation>
        </message>
    </context>
    <context>
        <name>vat_rule</name>
        <message>
            <source>15 digits</source>
            <translation>15 رقمًا</translation>
        </message>
        <message>
            <source>15 digits that begin and end with 3</source>
            <translation>15 رقمًا تبدأ وتنتهي بالرقم 3</translation>
        </message>
        <message>
            <source>15 digits that begin with 100</source>
            <translation>15 رقمًا تبدأ بـ 100</translation>
        </message>
        <message>
            <source>5 to 20 letters and digits</source>
            <translation>من 5 إلى 20 حرفًا ورقمًا</translation>
        </message>
        <message>
            <source>9 digits</source>
            <translation>9 أرقام</translation>
        </message>
        <message>
            <source>OM and 10 digits</source>
            <translation>OM ثم 10 أرقام</translation>
        </message>
    </context>
    <context>
        <name>webhook</name>
        <message>
            <source>Customer {id}</source>
            <translation>العميل {id}</translation>
        </message>
        <message>
            <source>Order {id}</source>
            <translation>الطلب {id}</translation>
        </message>
        <message>
            <source>Product {id}</source>
            <translation>الصنف {id}</translation>
        </message>
        <message>
            <source>Stock of {id}</source>
            <translation>مخزون {id}</translation>
        </message>
    </context>
</TS>
