import QtQuick
import Foyer.ViewModels

/*! The seats in the basket for nothing: why, and by whose PIN where the house asks for one. */
PersonDialog {
    id: root

    required property CounterModel counter
    readonly property bool done: counter.sale.isComp || !counter.sale.mayComp

    prefix: "comp"
    title: qsTr("Give these seats for free?")
    message: qsTr("%1, %2. The reason goes into the books.").arg(counter.sale.seatsText)
                                                           .arg(counter.sale.totalText)
    people: counter.supervisors
    error: counter.pinError
    asksReason: true
    asksPin: counter.sale.compNeedsPin
    onDoneChanged: if (done) close()
    onEntered: (row, pin) => counter.giveComp(row, pin, reason)
}
