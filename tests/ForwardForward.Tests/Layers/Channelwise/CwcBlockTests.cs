using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Channelwise;

public sealed class CwcBlockTests
{
    [Fact]
    public void Forward_Separator_IsBatchNormalisationOfThePooledRectifiedGroupedConvolution()
    {
        using LocalLayer layer = Create(new CwcBlockDefinition(4) { Separator = true });
        Tensor input = Random(1, 3, 2, 4, 4);

        Tensor output = layer.Forward(input);

        // Fresh running statistics: mean 0 and variance 1, so only ε scales. Each of the two classes convolves its own channel.
        Tensor convolved = nn.functional.conv2d(input, layer.Parameters[0].Value, layer.Parameters[1].Value, padding: [1, 1], groups: 2)
            .relu();
        output.ShouldBeClose(nn.functional.max_pool2d(convolved, 2) / Math.Sqrt(1 + 1e-5), 1e-5);
        layer.Parameters[0].Value.shape.Should().Equal(4, 1, 3, 3);
    }

    [Fact]
    public void Learn_Batch_UsesItsOwnStatisticsAndRemembersThem()
    {
        using LocalLayer layer = Create(new CwcBlockDefinition(4));
        Tensor input = Random(1, 6, 2, 4, 4);

        LearningStep step = layer.Learn(input, new LearningContext { Labels = LabelsOf(0, 1, 0, 1, 0, 1), Positives = 6, Progress = 0 });

        step.Activations!.mean([0, 2, 3]).ShouldBeClose(zeros([4]), 1e-5);
        step.Activations!.square().mean([0, 2, 3]).ShouldBeClose(ones([4]), 1e-3);
        layer.Buffers.Select(buffer => buffer.Name).Should().Equal("running_mean", "running_variance");
        layer.Buffers[0].Value.abs().min().ToDouble()
            .Should().BeGreaterThan(0, "a tenth of the batch's mean has gone into the running mean");
    }

    [Fact]
    public void Forward_UseBatchStatistics_DependsOnTheOtherImages()
    {
        using LocalLayer running = Create(new CwcBlockDefinition(4)),
            batch = Create(new CwcBlockDefinition(4) { UseBatchStatistics = true });
        Tensor images = Random(1, 6, 2, 4, 4), first = images.narrow(0, 0, 3);

        running.Forward(images).narrow(0, 0, 3).ShouldBeClose(running.Forward(first), 1e-5);
        (batch.Forward(images).narrow(0, 0, 3) - batch.Forward(first)).abs().max().ToDouble().Should().BeGreaterThan(0.01);
        batch.Buffers[0].Value.ShouldBeClose(zeros([4]), 1e-12);
    }

    [Fact]
    public void Learn_TenSteps_EqualsAutomaticDifferentiationOfTheStudysBlock()
    {
        using LocalLayer layer = Create(new CwcBlockDefinition(4));
        TorchSharp.Modules.Parameter[] plain =
            [.. layer.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.Value.clone()))];
        using optim.Optimizer adam = optim.Adam(plain, lr: 0.01);
        Tensor labels = LabelsOf(0, 1, 0, 1, 0, 1);

        for (int step = 0; step < 10; step++)
        {
            Tensor input = Random(step, 6, 2, 4, 4);
            double learned = layer.Learn(input, new LearningContext { Labels = labels, Positives = 6, Progress = 0 }).Loss.ToDouble();

            Tensor map = nn.functional.conv2d(input, plain[0], plain[1], padding: [1, 1]).relu();
            map = nn.functional.batch_norm(map, zeros([4]), ones([4]), plain[2], plain[3], training: true);
            Tensor goodness = map.view(6, 2, 2, 4, 4).square().mean([2, 3, 4]);
            Tensor loss = nn.functional.cross_entropy(goodness, labels);
            adam.zero_grad();
            loss.backward();
            adam.step();
            learned.Should().BeApproximately(loss.ToDouble(), 1e-4);
        }

        for (int index = 0; index < plain.Length; index++)
            layer.Parameters[index].Value.ShouldBeClose(plain[index], 1e-3);
    }

    private static LocalLayer Create(CwcBlockDefinition definition) => definition.Create(LayerContexts.Create(2, shape: [2, 4, 4]));
}
