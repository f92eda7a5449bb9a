using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>All that training leaves behind, in one number.</summary>
internal static class TrainedState
{
    /// <summary>The SHA-256 of parameters, buffers, moments, step counts, generators and the history's losses and accuracies.</summary>
    public static string DigestOf(FFNetwork network, TrainingResult result) =>
        DigestOf([.. network.Tensors, .. network.OptimizerState, .. network.Random.CopyStates()], result);

    public static string DigestOf(IReadOnlyList<NamedTensor> tensors, TrainingResult result)
    {
        using DisposeScope scope = NewDisposeScope();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, Tensor tensor) in tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor.detach().contiguous().bytes);
        }
        foreach (EpochResult epoch in result.History)
            hash.AppendData(Encoding.UTF8.GetBytes(
                FormattableString.Invariant($"{epoch.Epoch} {string.Join(' ', epoch.Losses):R} {epoch.ValidationAccuracy:R}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
