pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*!
    Cash: what is due, what was handed over, what goes back. A quick note is one tap; Enter takes
    the exact sum as long as nothing is typed, else what was typed.
*/
FocusScope {
    id: root

    required property SaleModel sale
    property var typed: 0
    readonly property bool open: sale.state === SaleModel.Paying
    readonly property bool enough: typed > 0 && sale.enough(typed)

    function take() {
        if (!open)
            return;
        if (typed === 0)
            sale.receive(sale.quickNotes[0].minor);
        else if (enough)
            sale.receive(typed);
    }

    objectName: "cash"

    FText {
        id: words
        anchors.left: parent.left
        anchors.right: back.left
        anchors.rightMargin: Theme.gapSmall
        height: Theme.touchTarget
        verticalAlignment: Text.AlignVCenter
        text: qsTr("To pay · %1").arg(root.sale.seatsText)
        color: Theme.textMuted
    }
    FButton {
        id: back
        objectName: "cash.cancel"
        anchors.right: parent.right
        anchors.rightMargin: -Theme.gapSmall
        leftPadding: Theme.gapSmall
        rightPadding: Theme.gapSmall
        focusPolicy: Qt.TabFocus
        kind: FButton.Quiet
        text: qsTr("Back")
        key: "Esc"
        enabled: root.open
        onClicked: root.sale.cancelPayment()
    }
    MoneyText {
        id: due
        objectName: "cash.due"
        anchors.top: words.bottom
        text: root.sale.dueText
        pixelSize: 48
    }
    FText {
        id: rounding
        objectName: "cash.rounding"
        anchors.top: due.bottom
        height: visible ? implicitHeight : 0
        visible: root.sale.roundingText !== ""
        text: qsTr("%1, rounding %2").arg(root.sale.totalText).arg(root.sale.roundingText)
        color: Theme.textMuted
    }

    QuickNotes {
        id: notes
        anchors.top: rounding.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        notes: root.sale.quickNotes
        exactKey: root.typed === 0 ? "Enter" : ""
        enabled: root.open
        onChosen: (minor) => root.sale.receive(minor)
    }

    CashSums {
        anchors.bottom: keys.top
        width: parent.width
        height: Math.min(80, keys.y - notes.y - notes.height)
        given: root.typed === 0 ? "" : root.sale.formatted(root.typed)
        difference: root.typed === 0 ? "" : root.sale.changeFor(root.typed)
        enough: root.enough
    }

    Keypad {
        id: keys
        objectName: "cash.keypad"
        anchors.bottom: take.top
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        focus: true
        amount: root.typed
        onEdited: (amount) => root.typed = amount
        onAccepted: root.take()
    }
    FButton {
        id: take
        objectName: "cash.take"
        anchors.bottom: parent.bottom
        width: parent.width
        large: true
        focusPolicy: Qt.TabFocus
        kind: FButton.Primary
        text: root.enough ? qsTr("Take %1").arg(root.sale.formatted(root.typed)) : qsTr("Take")
        key: root.typed > 0 ? "Enter" : ""
        enabled: root.enough && root.open
        onClicked: root.take()
    }
}
