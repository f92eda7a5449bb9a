namespace ForwardForward;

/// <summary>The network's scores of the labels are not finite, so that no label can be drawn by them.</summary>
internal sealed class LabelScoresException() : InvalidOperationException(
    "The network's scores of the labels are not finite, so that no label can be drawn by them. The network has diverged: lower the "
        + "learning rate.");
