namespace ForwardForward.Data;

/// <summary>What shares a mean and a deviation where a dataset is standardised.</summary>
public enum StandardisationScope
{
    /// <summary>All values of all images: two numbers in all.</summary>
    Image,

    /// <summary>The values of a channel, as for photographs: two numbers a channel.</summary>
    Channel,

    /// <summary>A value at its place in the image: two numbers for each of channels × height × width.</summary>
    Feature,
}
