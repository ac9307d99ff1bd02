pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What the operator must know now: that selling has stopped, that the server gives no new seats,
    and the latest notice. */
Column {
    id: root

    required property StatusModel status
    required property NoticeModel notice
    /// What the screen below says by itself.
    property int saidElsewhere: NoticeModel.Stop
    /// What lasts would cover seats that can be sold; the status bar says it too.
    property bool overSeats: false

    objectName: "messages"
    spacing: Theme.gapSmall

    ErrorBanner {
        objectName: "messages.stopped"
        width: parent.width
        visible: root.status.stopped
        title: qsTr("This terminal does not sell at the moment")
        message: root.status.stopText
    }
    ErrorBanner {
        objectName: "messages.poolShut"
        width: parent.width
        visible: root.status.poolShut && !root.status.stopped && !root.overSeats
        warning: true
        title: qsTr("The server gives no new seats yet")
        message: qsTr("It was restored and waits until every terminal has told what it sold. "
                      + "Sell the seats marked as ready here; the others come back by themselves.")
    }
    NoticeBar {
        width: parent.width
        notice: root.notice
        visible: root.notice.visible && root.notice.topic !== NoticeModel.Stop
                 && root.notice.topic !== root.saidElsewhere
    }
}
