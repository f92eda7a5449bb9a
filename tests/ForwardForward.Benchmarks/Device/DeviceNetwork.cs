namespace ForwardForward.Benchmarks.Device;

/// <summary>A kind of network to compare between devices.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Add">Adds its layers.</param>
internal sealed record DeviceNetwork(string Name, Func<FFNetworkBuilder, FFNetworkBuilder> Add)
{
    /// <summary>What Adam makes of rounding in twenty steps.</summary>
    public const double OfRounding = 0.01;

    /// <summary>The largest difference that its arithmetic explains.</summary>
    public double Allowed { get; init; } = OfRounding;
}
