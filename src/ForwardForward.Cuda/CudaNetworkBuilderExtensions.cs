using ForwardForward.Runtime;
using TorchSharp;

namespace ForwardForward.Cuda;

/// <summary>Puts a network on a CUDA device.</summary>
public static class CudaNetworkBuilderExtensions
{
    /// <summary>Sets a CUDA device as the place where the network lives and computes.</summary>
    /// <remarks>
    /// There is no silent way back to the CPU: catch <see cref="CudaUnavailableException"/> to run there instead. On Windows this package
    /// brings the CUDA build of libtorch; on Linux the application adds the package <c>TorchSharp-cuda-linux</c>.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="index">
    /// The device, counted from 0 as <c>nvidia-smi</c> and <c>CUDA_VISIBLE_DEVICES</c> leave them. The default is 0.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    /// <exception cref="CudaUnavailableException">
    /// The application has no CUDA build of libtorch, libtorch finds no device, or there are too few devices for the index.
    /// </exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded at all.</exception>
    /// <example>
    /// <code>
    /// using FFNetwork network = new FFNetworkBuilder()
    ///     .WithInput(1, 28, 28).WithClasses(10)
    ///     .AddDense(2000).AddDense(2000)
    ///     .UseCuda()
    ///     .Build();
    /// </code>
    /// </example>
    public static FFNetworkBuilder UseCuda(this FFNetworkBuilder builder, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (CudaSupport.Detect().FindProblem(index) is { } problem)
            throw new CudaUnavailableException(problem);
        return builder.WithDevice(new torch.Device(DeviceType.CUDA, index));
    }
}
