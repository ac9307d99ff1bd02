pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One task: what happened, about what, until when, and the buttons that settle it. */
Rectangle {
    id: root

    required property int index
    required property string key
    required property string movesText
    required property string ownerText
    required property string hintText
    required property string amountText
    required property string refundText
    required property string title
    required property string explanation
    required property string facts
    required property string deadlineText
    required property bool isUrgent
    required property bool mine
    required property string iconName
    required property bool canPrint
    required property bool canRefund
    required property bool canCall
    required property bool canSettle
    required property bool isOwed ///< settled by saying that the customer had the money already

    signal printRequested()
    signal refundRequested()
    signal callRequested()
    signal settleRequested()

    objectName: "tasks.row" + index
    height: body.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: 1
    border.color: isUrgent ? Theme.danger : Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3, %4, %5").arg(title).arg(movesText).arg(facts)
                                               .arg(deadlineText).arg(ownerText)
    Accessible.description: hintText

    Column {
        id: body
        x: Theme.gap
        y: Theme.gap
        width: parent.width - 2 * Theme.gap
        spacing: Theme.gapSmall

        Item {
            width: parent.width
            height: 28
            Icon {
                id: mark
                name: root.iconName
                color: root.isUrgent ? Theme.danger : Theme.accent
                width: 22
                height: 22
                anchors.verticalCenter: parent.verticalCenter
            }
            FText {
                anchors.left: mark.right
                anchors.leftMargin: 10
                anchors.right: due.left
                anchors.rightMargin: Theme.gapSmall
                anchors.verticalCenter: parent.verticalCenter
                text: root.title
                font.weight: Font.DemiBold
            }
            StatusPill {
                id: due
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                compact: true
                visible: root.deadlineText !== ""
                text: root.deadlineText
                iconName: "clock"
                tone: root.isUrgent ? StatusPill.Bad : StatusPill.Neutral
            }
        }
        FText {
            objectName: "tasks.moves" + root.index
            width: parent.width
            visible: text !== ""
            text: root.movesText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        FText {
            width: parent.width
            visible: root.facts !== ""
            text: root.facts
            wrapMode: Text.Wrap
            font.weight: Font.Medium
        }
        FText {
            width: parent.width
            text: root.explanation
            wrapMode: Text.Wrap
            color: Theme.textMuted
            lineHeight: 1.25
        }
        FText {
            objectName: "tasks.owner" + root.index
            width: parent.width
            visible: text !== ""
            text: root.ownerText
            color: Theme.info
            font.weight: Font.Medium
        }
        FText {
            objectName: "tasks.hint" + root.index
            width: parent.width
            visible: text !== ""
            text: root.hintText
            wrapMode: Text.Wrap
            color: Theme.textMuted
            lineHeight: 1.25
        }
        Flow {
            width: parent.width
            spacing: Theme.gapSmall
            FButton {
                objectName: "tasks.print" + root.index
                visible: root.canPrint
                kind: FButton.Primary
                text: qsTr("Print the new tickets")
                iconName: "printer"
                onClicked: root.printRequested()
            }
            FButton {
                objectName: "tasks.refund" + root.index
                visible: root.canRefund
                kind: FButton.Primary
                text: root.refundText
                iconName: "cash"
                onClicked: root.refundRequested()
            }
            FButton {
                objectName: "tasks.call" + root.index
                visible: root.canCall
                text: qsTr("Customer was told")
                iconName: "user"
                onClicked: root.callRequested()
            }
            FButton {
                objectName: "tasks.settle" + root.index
                visible: root.canSettle
                text: root.isOwed ? qsTr("Customer had it already") : qsTr("Settled")
                iconName: "tick"
                onClicked: root.settleRequested()
            }
        }
    }
}
