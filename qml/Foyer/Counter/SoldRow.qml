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
    height: 128
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: 1
    border.color: Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, seats %3, %4").arg(reference).arg(movie).arg(seatsText).arg(totalText)

    Column {
        x: 16
        y: 12
        width: parent.width - 32
        spacing: 2
        Item {
            width: parent.width
            height: 24
            FText {
                width: parent.width - 110
                text: qsTr("%1 · %2").arg(root.start).arg(root.movie)
                font.weight: Font.DemiBold
                font.strikeout: root.voided
            }
            MoneyText {
                anchors.right: parent.right
                text: root.totalText
            }
        }
        FText {
            width: parent.width
            text: qsTr("%1 · seats %2 · sold at %3").arg(root.reference).arg(root.seatsText).arg(root.soldAt)
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
    }
    StatusPill {
        x: 16
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 20
        compact: true
        text: root.voided ? qsTr("void") : !root.printed ? qsTr("not printed")
            : root.synced ? qsTr("at the server") : qsTr("waiting to be sent")
        iconName: root.voided ? "undo" : !root.printed ? "printer" : root.synced ? "tick" : "sync"
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
            text: qsTr("Print again")
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
