import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Cash: what is due, what was handed over, what goes back. A quick note is one tap. */
FocusScope {
    id: root

    required property SaleModel sale
    property var typed: 0
    readonly property bool enough: typed > 0 && sale.enough(typed)

    objectName: "cash"

    function take() {
        if (typed === 0)
            sale.receive(sale.quickNotes[0].minor);
        else if (enough)
            sale.receive(typed);
    }

    Column {
        id: due
        width: parent.width
        spacing: 2
        FText {
            text: qsTr("To pay · %1").arg(root.sale.seatsText)
            color: Theme.textMuted
            width: parent.width
        }
        MoneyText {
            objectName: "cash.due"
            text: root.sale.totalText
            pixelSize: 52
        }
    }

    Flow {
        id: notes
        anchors.top: due.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        spacing: Theme.gapSmall
        Repeater {
            model: root.sale.quickNotes
            FButton {
                required property int index
                required property var modelData
                objectName: "cash.note" + index
                width: index === 0 ? notes.width : (notes.width - Theme.gapSmall) / 2
                large: true
                leftPadding: 8
                rightPadding: 8
                kind: index === 0 ? FButton.Primary : FButton.Secondary
                text: index === 0 ? qsTr("Exactly %1").arg(modelData.text) : modelData.text
                enabled: root.sale.state === SaleModel.Paying
                onClicked: root.sale.receive(modelData.minor)
            }
        }
    }

    Item {
        id: entry
        anchors.top: notes.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        height: 56
        FText {
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: root.typed === 0 ? qsTr("or type the amount received")
                : root.enough ? qsTr("Received %1").arg(root.sale.formatted(root.typed))
                              : qsTr("%1 is missing").arg(root.sale.changeFor(root.typed))
            color: root.typed === 0 || root.enough ? Theme.textMuted : Theme.warning
        }
        MoneyText {
            objectName: "cash.change"
            visible: root.enough
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: root.sale.changeFor(root.typed)
            color: Theme.success
            pixelSize: Theme.fontHeading
        }
    }

    Keypad {
        id: keys
        objectName: "cash.keypad"
        anchors.top: entry.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.horizontalCenter: parent.horizontalCenter
        focus: true
        amount: root.typed
        onEdited: (amount) => root.typed = amount
        onAccepted: root.take()
    }

    Row {
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gapSmall
        FButton {
            objectName: "cash.cancel"
            width: (parent.width - Theme.gapSmall) / 2
            text: qsTr("Back")
            key: "Esc"
            enabled: root.sale.state === SaleModel.Paying
            onClicked: root.sale.cancelPayment()
        }
        FButton {
            objectName: "cash.take"
            width: (parent.width - Theme.gapSmall) / 2
            kind: FButton.Primary
            text: qsTr("Take")
            key: "Enter"
            enabled: root.enough && root.sale.state === SaleModel.Paying
            onClicked: root.take()
        }
    }
}
