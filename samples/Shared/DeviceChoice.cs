namespace ForwardForward.Samples;

/// <summary>Where a sample computes.</summary>
public enum DeviceChoice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA graphics card.</summary>
    Cuda,
}
