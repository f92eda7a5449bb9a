using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Convolution;

public sealed class BatchNormalisationTests
{
    // Seven images in batches of two leave one, and maps of one pixel leave it one value a channel: it has no variance.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_LastBatchOfOneValueAChannel_KeepsEveryNumberFinite(bool twin)
    {
        using Tensor images = rand(7, 1, 1, 1, generator: new Generator(3)), labels = arange(7, int64) % 2;
        using LabelledImages data = new(images, labels, 2);
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 1, 1).WithClasses(2).AddCwcBlock(4).Build();
        using BackpropTwin backprop = BackpropTwin.Create(network.Definition);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 2 };

        TrainingResult result = twin ? backprop.Fit(data, options) : network.Fit(data, options);

        result.History[^1].Losses.Should().OnlyContain(loss => double.IsFinite(loss!.Value));
        (twin ? backprop.Network : network).Layers[0].Buffers.Should().OnlyContain(
            buffer => buffer.Value.isfinite().all().item<bool>()).And.Contain(buffer => buffer.Value.mean().item<float>() != 0);
    }
}
