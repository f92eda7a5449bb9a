using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>A channel-wise competitive block of modules, with an optimizer of its own.</summary>
internal sealed class PlainCwcBlock : IDisposable
{
    private const int Classes = 10;

    private readonly Sequential _modules;
    private readonly optim.Optimizer _optimizer;

    public PlainCwcBlock(int inputs, int channels, bool separator)
    {
        _modules = nn.Sequential(nn.Conv2d(inputs, channels, 3, padding: 1, groups: separator ? Classes : 1), nn.ReLU());
        if (separator)
            _modules.append(nn.MaxPool2d(2));
        _modules.append(nn.BatchNorm2d(channels));
        _optimizer = optim.Adam(_modules.parameters(), lr: 0.01);
    }

    /// <summary>One step; returns the activations from before it, detached.</summary>
    public Tensor Learn(Tensor input, Tensor labels)
    {
        Tensor activations = _modules.forward(input);
        Tensor goodness = activations.reshape(activations.shape[0], Classes, -1).pow(2).mean([2]);
        Tensor loss = nn.functional.cross_entropy(goodness, labels);
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        return activations.detach();
    }

    public void Dispose()
    {
        _modules.Dispose();
        _optimizer.Dispose();
    }
}
