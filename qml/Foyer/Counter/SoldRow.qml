pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One own sale in the list. */
Rectangle {
    id: root

    required property int index
    required property string reference
    required property string movie
    required property string start
    required property string seatsText
    required property string totalText
    required property string soldAt
    required property bool printed
    required property bool voided
    required property bool synced

    signal reprintRequested()
    signal voidRequested()

    objectName: "sales.row" + index
    height: 132
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: 1
    border.color: Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, seats %3, %4").arg(reference).arg(movie).arg(seatsText)
                                                  .arg(totalText)

    Column {
        x: Theme.gap
        y: 14
        width: parent.width - 2 * Theme.gap
        spacing: 4
        opacity: root.voided ? 0.6 : 1
        Item {
            width: parent.width
            height: 22
            FText {
                anchors.left: parent.left
                anchors.right: total.left
                anchors.rightMargin: Theme.gapSmall
                text: qsTr("%1 · %2").arg(root.start).arg(root.movie)
                font.weight: Font.DemiBold
                font.strikeout: root.voided
            }
            MoneyText {
                id: total
                anchors.right: parent.right
                text: root.totalText
            }
        }
        FText {
            width: parent.width
            text: qsTr("%1 · sold at %2 · seats %3").arg(root.reference).arg(root.soldAt)
                                                     .arg(root.seatsText)
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
    }
    StatusPill {
        x: Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 22
        compact: true
        text: root.voided ? qsTr("void") : !root.printed ? qsTr("not printed")
            : root.synced ? qsTr("at the server") : qsTr("to be sent")
        iconName: root.voided ? "undo" : !root.printed ? "printer" : root.synced ? "tick" : "queue"
        tone: root.voided ? StatusPill.Neutral : !root.printed ? StatusPill.Caution
            : root.synced ? StatusPill.Good : StatusPill.Info
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 10
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 10
        spacing: Theme.gapSmall
        visible: !root.voided
        FButton {
            objectName: "sales.reprint" + root.index
            kind: FButton.Quiet
            text: root.printed ? qsTr("Print a copy") : qsTr("Print again")
            iconName: "printer"
            onClicked: root.reprintRequested()
        }
        FButton {
            objectName: "sales.void" + root.index
            kind: FButton.Quiet
            text: qsTr("Void")
            iconName: "undo"
            onClicked: root.voidRequested()
        }
    }
}
