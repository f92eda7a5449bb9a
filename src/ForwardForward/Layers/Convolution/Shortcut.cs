namespace ForwardForward;

/// <summary>
/// How a convolutional layer passes on its input beside its output. The input is standardised. So a deep network keeps what early layers
/// saw.
/// </summary>
/// <remarks>
/// The input is the output of the previous layer. No gradient goes back through it, so learning stays local. If the layer's map is
/// smaller, squares of the input are averaged to its size.
/// </remarks>
public enum Shortcut
{
    /// <summary>Nothing beside it.</summary>
    None,

    /// <summary>
    /// The input is added (He et al. 2016, arXiv 1512.03385): within a stage, whose layers have the same number of channels.
    /// </summary>
    Add,

    /// <summary>
    /// The input's channels follow the layer's own, which are so many fewer (after Huang et al. 2017, arXiv 1608.06993):
    /// between stages, where the number of channels grows. Where each class has a group of channels, each group has its part of both.
    /// </summary>
    Concatenate,
}
