<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
    <context>
        <name>CardDelegate</name>
        <message>
            <source>Out of stock</source>
            <translation>نفد</translation>
        </message>
        <message>
            <source>Low {count}</source>
            <translation>متبقٍ {count}</translation>
        </message>
    </context>
    <context>
        <name>LineDelegate</name>
        <message>
            <source>{price} per {unit}</source>
            <translation>{price} لكل {unit}</translation>
        </message>
        <message>
            <source>{price} each</source>
            <translation>{price} للوحدة</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Sell</source>
            <translation>البيع</translation>
        </message>
    </context>
    <context>
        <name>ReceiptView</name>
        <message>
            <source>Printing the receipt</source>
            <translation>جارٍ طباعة الإيصال</translation>
        </message>
        <message>
            <source>Receipt printed</source>
            <translation>طُبع الإيصال</translation>
        </message>
        <message>
            <source>The receipt did not print. The sale is saved.</source>
            <translation>لم يُطبع الإيصال. البيع محفوظ.</translation>
        </message>
        <message>
            <source>Cash</source>
            <translation>نقدًا</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>بطاقة</translation>
        </message>
        <message>
            <source>Bank transfer</source>
            <translation>تحويل بنكي</translation>
        </message>
        <message>
            <source>Total {amount}</source>
            <translation>الإجمالي {amount}</translation>
        </message>
        <message>
            <source>Sale complete</source>
            <translation>اكتمل البيع</translation>
        </message>
        <message>
            <source>Change due</source>
            <translation>الباقي للعميل</translation>
        </message>
        <message>
            <source>The sale is saved</source>
            <translation>البيع محفوظ</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>بانتظار الإرسال</translation>
        </message>
        <message>
            <source>Scanning the next item starts a new sale</source>
            <translation>مسح الصنف التالي يبدأ بيعًا جديدًا</translation>
        </message>
        <message>
            <source>New sale</source>
            <translation>بيع جديد</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>الإيصال</translation>
        </message>
        <message>
            <source>Print again</source>
            <translation>إعادة الطباعة</translation>
        </message>
    </context>
    <context>
        <name>SellPresenter</name>
        <message>
            <source>{name} is not sold any more.</source>
            <translation>لم يعد {name} يُباع.</translation>
        </message>
        <message>
            <source>No product has code {code}.</source>
            <translation>لا يوجد صنف بالرمز {code}.</translation>
        </message>
    </context>
    <context>
        <name>SellView</name>
        <message>
            <source>Nothing found for “{text}”.</source>
            <translation>لا نتائج لـ «{text}».</translation>
        </message>
        <message>
            <source>Scan a barcode, or type a name or code</source>
            <translation>امسح الباركود أو اكتب اسم الصنف أو رمزه</translation>
        </message>
        <message>
            <source>Search products</source>
            <translation>البحث في الأصناف</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>الأصناف</translation>
        </message>
        <message>
            <source>Cart</source>
            <translation>السلة</translation>
        </message>
        <message>
            <source>Walk-in customer</source>
            <translation>عميل نقدي</translation>
        </message>
        <message>
            <source>New sale</source>
            <translation>بيع جديد</translation>
        </message>
        <message>
            <source>The cart is empty</source>
            <translation>السلة فارغة</translation>
        </message>
        <message>
            <source>Scan an item or tap a product.</source>
            <translation>امسح صنفًا أو المس منتجًا.</translation>
        </message>
        <message>
            <source>Pay</source>
            <translation>الدفع</translation>
        </message>
    </context>
    <context>
        <name>Stepper</name>
        <message>
            <source>One less</source>
            <translation>إنقاص واحد</translation>
        </message>
        <message>
            <source>One more</source>
            <translation>زيادة واحد</translation>
        </message>
        <message>
            <source>Remove the line</source>
            <translation>حذف السطر</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
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
            <source>Everything is sent</source>
            <translation>أُرسل كل شيء</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>داكن</translation>
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
            <source>With an empty amount, Enter takes the exact sum</source>
            <translation>إذا تُرك المبلغ فارغًا فإن Enter يأخذ المبلغ بالضبط</translation>
        </message>
        <message>
            <source>Complete the sale once the terminal says approved</source>
            <translation>أتمم البيع بعد أن يوافق جهاز الدفع</translation>
        </message>
        <message>
            <source>Exact {amount}</source>
            <translation>بالضبط {amount}</translation>
        </message>
        <message>
            <source>Still missing</source>
            <translation>المتبقي</translation>
        </message>
        <message>
            <source>Change due</source>
            <translation>الباقي للعميل</translation>
        </message>
        <message>
            <source>Payment</source>
            <translation>الدفع</translation>
        </message>
        <message>
            <source>Amount due</source>
            <translation>المبلغ المستحق</translation>
        </message>
        <message>
            <source>Cash received</source>
            <translation>النقد المستلم</translation>
        </message>
        <message>
            <source>Terminal reference</source>
            <translation>مرجع جهاز الدفع</translation>
        </message>
        <message>
            <source>The card terminal charges the whole sum.</source>
            <translation>يُخصم المبلغ كاملًا عبر جهاز الدفع.</translation>
        </message>
        <message>
            <source>Cash</source>
            <translation>نقدًا</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>بطاقة</translation>
        </message>
        <message>
            <source>Complete sale</source>
            <translation>إتمام البيع</translation>
        </message>
        <message>
            <source>Back to sale</source>
            <translation>العودة إلى البيع</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>مسح رقم</translation>
        </message>
    </context>
    <context>
        <name>Till</name>
        <message>
            <source>Finish or leave the payment first. The scan was not added.</source>
            <translation>أتمم الدفع أو اخرج منه أولًا. لم يُضف ما مُسح.</translation>
        </message>
        <message>
            <source>The receipt did not print. The sale is saved.</source>
            <translation>لم يُطبع الإيصال. البيع محفوظ.</translation>
        </message>
    </context>
    <context>
        <name>TotalsPanel</name>
        <message>
            <source>Total</source>
            <translation>الإجمالي</translation>
        </message>
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
            <source>Subtotal · {lines}</source>
            <translation>المجموع الفرعي · {lines}</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>الخصم</translation>
        </message>
        <message>
            <source>{tax} {rate}, included</source>
            <translation>{tax} {rate} (مشمولة)</translation>
        </message>
        <message>
            <source>Cash rounding</source>
            <translation>تقريب النقد</translation>
        </message>
    </context>
    <context>
        <name>sentence</name>
        <message>
            <source>This is not a number.</source>
            <translation>هذا ليس رقمًا.</translation>
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
            <source>A payment must be more than zero.</source>
            <translation>يجب أن تزيد الدفعة على صفر.</translation>
        </message>
        <message>
            <source>This is not enough for the sale.</source>
            <translation>هذا لا يكفي لإتمام البيع.</translation>
        </message>
        <message>
            <source>This is more than what is due.</source>
            <translation>هذا أكثر من المستحق.</translation>
        </message>
        <message>
            <source>Card numbers are not kept.</source>
            <translation>لا تُحفظ أرقام البطاقات.</translation>
        </message>
        <message>
            <source>This quantity is not possible.</source>
            <translation>هذه الكمية غير ممكنة.</translation>
        </message>
        <message>
            <source>The sale has too many lines.</source>
            <translation>في هذا البيع أسطر أكثر من اللازم.</translation>
        </message>
        <message>
            <source>The shop's file is in use. Try again.</source>
            <translation>ملف المتجر قيد الاستخدام. حاول مرة أخرى.</translation>
        </message>
        <message>
            <source>The disk is full. The sale is not saved.</source>
            <translation>القرص ممتلئ. لم يُحفظ البيع.</translation>
        </message>
        <message>
            <source>The disk does not answer. Nothing is saved.</source>
            <translation>القرص لا يستجيب. لم يُحفظ شيء.</translation>
        </message>
        <message>
            <source>The shop's folder can't be written.</source>
            <translation>لا يمكن الكتابة في مجلد المتجر.</translation>
        </message>
        <message>
            <source>The shop's file is damaged.</source>
            <translation>ملف المتجر تالف.</translation>
        </message>
        <message>
            <source>Something went wrong in the program. It is written down.</source>
            <translation>حدث خطأ في البرنامج، وقد سُجّل.</translation>
        </message>
    </context>
    <context>
        <name>start</name>
        <message>
            <source>Making the demo shop…</source>
            <translation>جارٍ إعداد المتجر التجريبي…</translation>
        </message>
    </context>
</TS>
