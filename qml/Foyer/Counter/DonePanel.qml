pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The sale is on disk: the change in large type, the paper, then the next customer. */
FocusScope {
    id: root

    required property SaleModel sale
    readonly property bool writing: sale.state === SaleModel.SalePending
    readonly property bool printing: sale.state === SaleModel.Printing
    readonly property bool failed: sale.state === SaleModel.PrintFailed

    /// A held key must not run past the change.
    function goOn(event) {
        event.accepted = true;
        if (!event.isAutoRepeat)
            next.press();
    }

    objectName: "done"
    Keys.onReturnPressed: (event) => goOn(event)
    Keys.onEnterPressed: (event) => goOn(event)

    Column {
        id: words
        width: parent.width
        FText {
            height: Theme.touchTarget
            verticalAlignment: Text.AlignVCenter
            text: root.sale.byCard ? qsTr("Paid by card") : qsTr("Change")
            color: Theme.textMuted
            font.pixelSize: Theme.fontTitle
        }
        MoneyText {
            objectName: "done.change"
            text: root.sale.byCard ? root.sale.totalText : root.sale.changeText
            color: Theme.success
            pixelSize: 64
        }
        FText {
            topPadding: Theme.gapSmall
            width: parent.width
            visible: !root.sale.byCard
            text: qsTr("Received %1 for %2").arg(root.sale.receivedText).arg(root.sale.dueText)
            color: Theme.textMuted
            wrapMode: Text.Wrap
        }
        FText {
            objectName: "done.rounding"
            width: parent.width
            visible: root.sale.roundingText !== ""
            text: qsTr("%1, rounding %2").arg(root.sale.totalText).arg(root.sale.roundingText)
            color: Theme.textMuted
            wrapMode: Text.Wrap
        }
    }

    Column {
        anchors.top: words.bottom
        anchors.topMargin: Theme.gapLarge
        width: parent.width
        spacing: Theme.gap

        Rectangle { width: parent.width; height: 1; color: Theme.outline }
        Row {
            width: parent.width
            spacing: 12
            Icon {
                id: mark
                width: 26
                height: 26
                name: root.failed ? "warning" : root.writing || root.printing ? "printer" : "tick"
                color: root.failed ? Theme.warning
                     : root.writing || root.printing ? Theme.textMuted : Theme.success
            }
            FText {
                objectName: "done.state"
                width: parent.width - mark.width - 12
                text: root.failed ? qsTr("Sold, but not printed")
                    : root.writing ? qsTr("Writing the sale…")
                    : root.printing ? qsTr("Printing…") : qsTr("Sold and printed")
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
            }
        }
        Column {
            width: parent.width
            spacing: 4
            FText {
                width: parent.width
                text: qsTr("Seats %1").arg(root.sale.seatsText)
                wrapMode: Text.Wrap
                maximumLineCount: 3
            }
            FText {
                objectName: "done.reference"
                width: parent.width
                text: qsTr("Reference %1").arg(root.sale.reference)
                color: Theme.textMuted
            }
        }
        ErrorBanner {
            objectName: "done.paper"
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
            height: 56
            visible: root.failed
            focusPolicy: Qt.TabFocus
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
            focusPolicy: Qt.TabFocus
            kind: FButton.Primary
            text: qsTr("Next customer")
            key: "Enter"
            enabled: !root.writing && !root.printing
            onClicked: root.sale.next()
        }
    }
}
