pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*!
    By card: the amount in large type, to be typed at a reader that stands alone, and what that
    reader shows. No answer is under one key: a key too many must not say that money was taken.
*/
FocusScope {
    id: root

    required property SaleModel sale
    readonly property bool charging: sale.state === SaleModel.CardCharging
    readonly property bool unknown: sale.state === SaleModel.CardUnknown

    objectName: "card"

    FText {
        id: words
        anchors.left: parent.left
        anchors.right: back.left
        anchors.rightMargin: Theme.gapSmall
        height: Theme.touchTarget
        verticalAlignment: Text.AlignVCenter
        text: qsTr("By card · %1").arg(root.sale.seatsText)
        color: Theme.textMuted
    }
    FButton {
        id: back
        objectName: "card.cancel"
        anchors.right: parent.right
        anchors.rightMargin: -Theme.gapSmall
        leftPadding: Theme.gapSmall
        rightPadding: Theme.gapSmall
        visible: root.charging && !root.sale.personMayTell
        focusPolicy: Qt.TabFocus
        kind: FButton.Quiet
        text: qsTr("Back")
        key: "Esc"
        onClicked: root.sale.cancelPayment()
    }
    MoneyText {
        id: due
        objectName: "card.due"
        anchors.top: words.bottom
        text: root.sale.totalText
        pixelSize: 64
    }
    FText {
        id: reference
        objectName: "card.reference"
        anchors.top: due.bottom
        width: parent.width
        text: qsTr("Reference %1").arg(root.sale.reference)
        color: Theme.textMuted
    }

    FText {
        objectName: "card.toDo"
        anchors.top: reference.bottom
        anchors.topMargin: Theme.gapLarge
        width: parent.width
        visible: root.charging
        text: root.sale.personMayTell
            ? qsTr("Type this amount at the card reader. When it is done, say here what it shows.")
            : qsTr("The card reader has the amount. Ask for the card.")
        font.pixelSize: Theme.fontTitle
        wrapMode: Text.Wrap
    }
    ErrorBanner {
        objectName: "card.unknown"
        anchors.top: reference.bottom
        anchors.topMargin: Theme.gapLarge
        width: parent.width
        visible: root.unknown
        warning: true
        title: qsTr("Nobody knows yet whether the card was charged")
        message: qsTr("Nothing is lost. Look for the reader's paper or its list of payments; do "
                      + "not charge the card again. If nobody knows, the customer can pay in "
                      + "another way, and a manager finds out.")
    }

    Column {
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap

        FButton {
            objectName: "card.approved"
            width: parent.width
            large: true
            visible: root.sale.personMayTell
            focusPolicy: Qt.TabFocus
            kind: FButton.Primary
            text: qsTr("Approved")
            iconName: "tick"
            key: "Ctrl+A"
            onClicked: root.sale.cardApproved()
        }
        FButton {
            objectName: "card.declined"
            width: parent.width
            large: true
            visible: root.sale.personMayTell
            focusPolicy: Qt.TabFocus
            text: root.unknown ? qsTr("Not charged") : qsTr("Declined, or no card")
            iconName: "close"
            key: "Ctrl+D"
            onClicked: root.sale.cardDeclined()
        }
        FButton {
            objectName: "card.unclear"
            width: parent.width
            large: true
            visible: root.sale.personMayTell && root.charging
            focusPolicy: Qt.TabFocus
            text: qsTr("Cannot tell")
            key: "Ctrl+U"
            onClicked: root.sale.cardUnclear()
        }
        FButton {
            objectName: "card.aside"
            width: parent.width
            large: true
            visible: root.sale.personMayTell && root.unknown
            focusPolicy: Qt.TabFocus
            text: qsTr("Nobody knows")
            key: "Ctrl+U"
            onClicked: root.sale.setCardAside()
        }
        FButton {
            objectName: "card.next"
            width: parent.width
            large: true
            visible: root.unknown
            focusPolicy: Qt.TabFocus
            text: qsTr("Next customer")
            key: "Ctrl+N"
            onClicked: root.sale.next()
        }
    }
}
