using TorchSharp;

namespace ForwardForward.Samples;

/// <summary>Turns the choice of a device into a device.</summary>
internal static class DeviceOpener
{
    public static torch.Device Open(DeviceChoice choice)
    {
        if (choice == DeviceChoice.Cpu)
            return torch.CPU;
        if (!torch.cuda.is_available())
            throw new SampleException(
                "--device cuda: there is no CUDA device here, or the program was built without CUDA. Use --device cpu, or reference a "
                    + "TorchSharp-cuda package.");
        return torch.CUDA;
    }
}
