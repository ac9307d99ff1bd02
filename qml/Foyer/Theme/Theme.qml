pragma Singleton
import QtQuick

/*!
    Every colour, size and duration of the screens, by meaning. Two palettes: the dark one for
    counters in a dim foyer, the light one for daylight. Components read tokens and nothing else;
    tests/qml/tst_theme.qml holds every text and background pair to a contrast of 4.5:1.
*/
QtObject {
    id: root

    property bool light: false

    // Grounds, from the back to the front.
    readonly property color background: light ? "#F4F1EC" : "#0F1217"
    readonly property color surface: light ? "#FFFFFF" : "#171B22"
    readonly property color surfaceRaised: light ? "#FBFAF7" : "#20262F"
    readonly property color surfaceSunken: light ? "#F7F4EF" : "#0B0D11"
    readonly property color outline: light ? "#DCD6CC" : "#2B323D"
    readonly property color outlineStrong: light ? "#857D70" : "#6A7688"
    readonly property color scrim: light ? "#802A2620" : "#B3050608"

    // Words and marks.
    readonly property color text: light ? "#1B1C20" : "#F3F0EA"
    readonly property color textMuted: light ? "#5C5A57" : "#A7AEBB"
    readonly property color accent: light ? "#A84B08" : "#FFB65C"
    readonly property color accentSoft: light ? "#F8E5D3" : "#33291B"
    readonly property color textOnAccent: light ? "#FFFFFF" : "#241603"
    readonly property color success: light ? "#1B6B45" : "#6FD3A0"
    readonly property color warning: light ? "#7A5600" : "#EACB5A"
    readonly property color danger: light ? "#B3261E" : "#FF8A80"
    readonly property color textOnDanger: light ? "#FFFFFF" : "#2B0704"
    readonly property color info: light ? "#1F5FA8" : "#8CBDF5"

    // Seats.
    readonly property color seatFree: light ? "#4B5A70" : "#A9B8CE"
    readonly property color seatMine: light ? "#0F6F68" : "#5FD0C5"
    readonly property color seatHeld: light ? "#6B4FA3" : "#B49AE8"
    readonly property color seatAllotted: light ? "#6E7787" : "#7C879A"
    readonly property color seatSold: light ? "#CFCAC1" : "#343B47"
    readonly property color seatBlocked: light ? "#8A8378" : "#5D6573"

    // Type. Inter where it is installed.
    readonly property string fontFamily: Array.from(Qt.fontFamilies()).includes("Inter")
                                         ? "Inter" : "DejaVu Sans"
    readonly property int fontCaption: 13
    readonly property int fontBody: 15
    readonly property int fontTitle: 19
    readonly property int fontHeading: 26
    readonly property int fontDisplay: 40

    // Room.
    readonly property int gapSmall: 8
    readonly property int gap: 16
    readonly property int gapLarge: 24
    readonly property int radiusSmall: 8
    readonly property int radius: 12
    readonly property int touchTarget: 48

    // Time, in milliseconds.
    readonly property int durationFast: 120
    readonly property int duration: 220
}
