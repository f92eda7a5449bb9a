namespace ForwardForward;

/// <summary>
/// Which values of its input a convolutional layer brings together to mean 0 and deviation 1, without learned scale and shift. A layer
/// cannot read the mean and the length that this removes from the map of the previous layer.
/// </summary>
public enum MapNormalisation
{
    /// <summary>All of an image's map at once.</summary>
    Image,

    /// <summary>
    /// Each of as many equal groups of neighbouring channels as there are classes: group normalisation (Wu and He 2018, arXiv 1803.08494).
    /// It hides a goodness that is a mean of the class's group. A map whose channels the classes cannot share evenly, as those of an
    /// image, is standardised as a whole.
    /// </summary>
    ClassGroup,

    /// <summary>Each channel by itself: instance normalisation (Ulyanov et al. 2016, arXiv 1607.08022).</summary>
    Channel,

    /// <summary>Nothing: the layer convolves the map as it is.</summary>
    None,
}
