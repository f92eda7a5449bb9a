namespace ForwardForward.Data;

/// <summary>How an image of any size becomes one of the size that a network reads.</summary>
public enum ImageFit
{
    /// <summary>The largest part from the middle that has the wanted proportions is kept; what juts out is cut off.</summary>
    Crop,

    /// <summary>The whole image is kept, and each side is scaled by itself: round things become oval.</summary>
    Stretch,

    /// <summary>The whole image is kept in its proportions, in the middle, with black around it.</summary>
    Pad,
}
