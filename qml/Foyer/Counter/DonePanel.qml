import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The sale is on disk: the change in large type, the paper, then the next customer. */
FocusScope {
    id: root

    required property SaleModel sale
    readonly property bool waiting: sale.state === SaleModel.SalePending
                                    || sale.state === SaleModel.Printing
    readonly property bool failed: sale.state === SaleModel.PrintFailed

    objectName: "done"

    Column {
        id: words
        width: parent.width
        spacing: Theme.gapSmall
        FText {
            width: parent.width
            text: qsTr("Change")
            color: Theme.textMuted
            font.pixelSize: Theme.fontTitle
        }
        MoneyText {
            objectName: "done.change"
            text: root.sale.changeText
            color: Theme.success
            pixelSize: 64
        }
        FText {
            width: parent.width
            text: qsTr("%1 of %2 received").arg(root.sale.receivedText).arg(root.sale.totalText)
            color: Theme.textMuted
        }
    }

    Column {
        anchors.top: words.bottom
        anchors.topMargin: Theme.gapLarge * 2
        width: parent.width
        spacing: Theme.gap

        Rectangle { width: parent.width; height: 1; color: Theme.outline }
        Row {
            spacing: 14
            Icon {
                width: 28
                height: 28
                name: root.failed ? "warning" : root.waiting ? "printer" : "tick"
                color: root.failed ? Theme.warning : root.waiting ? Theme.textMuted : Theme.success
            }
            FText {
                objectName: "done.state"
                height: 28
                text: root.failed ? qsTr("Sold, but not printed")
                    : root.sale.state === SaleModel.SalePending ? qsTr("Writing the sale…")
                    : root.waiting ? qsTr("Printing…") : qsTr("Sold and printed")
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
        }
        FText {
            width: parent.width
            text: qsTr("Seats %1").arg(root.sale.seatsText)
            wrapMode: Text.Wrap
        }
        FText {
            objectName: "done.reference"
            width: parent.width
            text: qsTr("Reference %1").arg(root.sale.reference)
            color: Theme.textMuted
        }
        ErrorBanner {
            width: parent.width
            visible: root.failed
            warning: true
            title: qsTr("The printer did not take the tickets")
            message: qsTr("The sale is safe. Check paper and cable, then print again.")
        }
    }

    Column {
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gapSmall
        FButton {
            objectName: "done.printAgain"
            width: parent.width
            visible: root.failed
            text: qsTr("Print again")
            iconName: "printer"
            key: "F7"
            onClicked: root.sale.printAgain()
        }
        FButton {
            id: next
            objectName: "done.next"
            width: parent.width
            large: true
            focus: true
            kind: FButton.Primary
            text: qsTr("Next customer")
            key: "Enter"
            enabled: !root.waiting
            onClicked: root.sale.next()
        }
    }
    Keys.onReturnPressed: next.press()
    Keys.onEnterPressed: next.press()
}
