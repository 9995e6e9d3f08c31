<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>CartBar</name>
        <message numerus="yes">
            <source>Cart · %n line(s)</source>
            <translation>
                <numerusform>Cart · %n line</numerusform>
                <numerusform>Cart · %n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Column</name>
        <message numerus="yes">
            <source>%n cancelled</source>
            <translation>
                <numerusform>%n cancelled</numerusform>
                <numerusform>%n cancelled</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CustomerPanel</name>
        <message numerus="yes">
            <source>%n invoice(s)</source>
            <translation>
                <numerusform>%n invoice</numerusform>
                <numerusform>%n invoices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CustomersView</name>
        <message numerus="yes">
            <source>%n customer(s)</source>
            <translation>
                <numerusform>%n customer</numerusform>
                <numerusform>%n customers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DataWork</name>
        <message numerus="yes">
            <source>%n row(s) written to {file}.</source>
            <translation>
                <numerusform>%n row written to {file}.</numerusform>
                <numerusform>%n rows written to {file}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FoundPanel</name>
        <message numerus="yes">
            <source>Import %n product(s)</source>
            <translation>
                <numerusform>Import %n product</numerusform>
                <numerusform>Import %n products</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HeldDialog</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InvoicesPresenter</name>
        <message numerus="yes">
            <source>%n invoice(s) saved in {folder} as {file}.</source>
            <translation>
                <numerusform>%n invoice saved in {folder} as {file}.</numerusform>
                <numerusform>%n invoices saved in {folder} as {file}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InvoicesView</name>
        <message numerus="yes">
            <source>%n invoice(s)</source>
            <translation>
                <numerusform>%n invoice</numerusform>
                <numerusform>%n invoices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrderNews</name>
        <message numerus="yes">
            <source>%n new online order(s)</source>
            <translation>
                <numerusform>%n new online order</numerusform>
                <numerusform>%n new online orders</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>%n new</numerusform>
                <numerusform>%n new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SellPresenter</name>
        <message numerus="yes">
            <source>Remove %n item(s) from this sale?</source>
            <translation>
                <numerusform>Remove %n item from this sale?</numerusform>
                <numerusform>Remove %n items from this sale?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message numerus="yes">
            <source>%n need attention</source>
            <translation>
                <numerusform>%n needs attention</numerusform>
                <numerusform>%n need attention</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n day(s)</source>
            <translation>
                <numerusform>oldest %n day</numerusform>
                <numerusform>oldest %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n hour(s)</source>
            <translation>
                <numerusform>oldest %n hour</numerusform>
                <numerusform>oldest %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n minute(s)</source>
            <translation>
                <numerusform>oldest %n minute</numerusform>
                <numerusform>oldest %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncView</name>
        <message numerus="yes">
            <source>%n need attention</source>
            <translation>
                <numerusform>%n needs attention</numerusform>
                <numerusform>%n need attention</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TenderView</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TotalsPanel</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>orders</name>
        <message numerus="yes">
            <source>+%n more</source>
            <translation>
                <numerusform>+%n more</numerusform>
                <numerusform>+%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sync</name>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>%n attempt</numerusform>
                <numerusform>%n attempts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new order(s), read {time}</source>
            <translation>
                <numerusform>%n new order, read {time}</numerusform>
                <numerusform>%n new orders, read {time}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) wait for this</source>
            <translation>
                <numerusform>%n record waits for this</numerusform>
                <numerusform>%n records wait for this</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>This computer's clock is %n minute(s) off. Please set it.</source>
            <translation>
                <numerusform>This computer's clock is %n minute off. Please set it.</numerusform>
                <numerusform>This computer's clock is %n minutes off. Please set it.</numerusform>
            </translation>
        </message>
    </context>
</TS>
