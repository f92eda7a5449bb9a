using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Convolution;

public sealed class ConvolutionLayerDefinitionTests
{
    private static readonly Type[] Kinds =
    [
        .. typeof(LayerDefinition).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ConvolutionLayerDefinition))),
    ];

    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.Name)];

    [Theory]
    [InlineData(1, 2, 4, 3)]
    [InlineData(2, 1, 4, 3)]
    [InlineData(3, 1, 3, 2)]
    [InlineData(2, 2, 2, 1)]
    [InlineData(9, 1, 1, 1)]
    public void OutputShape_StrideAndPool_IsThatOfWhatTheLayerGives(int stride, int pool, int height, int width)
    {
        ConvolutionProjectionLayerDefinition definition = new(3) { Kernel = 5, Dilation = 2, Stride = stride, Pool = pool };
        using LocalLayer layer = definition.Create(LayerContexts.Create(1, shape: [2, 8, 6]));

        definition.OutputShape([2, 8, 6]).Should().Equal(3, height, width);
        layer.Forward(zeros(1, 2, 8, 6)).shape.Should().Equal(1, 3, height, width);
    }

    [Theory]
    [InlineData(Shortcut.None, 4, 4, "*pools squares of 4*maps of 6×6, of which its stride of 2 leaves 3×3.")]
    [InlineData(Shortcut.Add, 4, 1, "*given 2 channels where it hands on 4*another shortcut*")]
    [InlineData(Shortcut.Concatenate, 2, 1, "*2 channels, its input's among them, and is given 2*more than 2 channels*")]
    public void FindProblem_WhatCannotStand_SaysWhyAndWhatToDo(Shortcut shortcut, int channels, int pool, string message)
    {
        ConvolutionProjectionLayerDefinition definition = new(channels) { Stride = 2, Pool = pool, Shortcut = shortcut };

        definition.FindProblem([2, 6, 6], 2).Should().Match(message);
    }

    [Fact]
    public void FindProblem_ShortcutBesideAStrideThatLeavesAnEdge_PointsToPool()
    {
        MeanGoodnessConvolutionLayerDefinition strided = new(4) { Stride = 2, Pool = 1, Shortcut = Shortcut.Add };

        strided.FindProblem([4, 7, 7], 2).Should().Match("*squares of 2*7×7 to 3×3*4×4*Use Pool instead of Stride*");
        new MeanGoodnessConvolutionLayerDefinition(4) { Pool = 2, Shortcut = Shortcut.Add }.FindProblem([4, 7, 7], 2).Should().BeNull();
    }

    [Fact]
    public void FindProblem_ClassesThatCannotShareWhatIsConcatenated_IsRefused() =>
        new MeanGoodnessConvolutionLayerDefinition(12) { Shortcut = Shortcut.Concatenate }.FindProblem([4, 7, 7], 3)
            .Should().Match("*3 classes' groups, and 3 does not divide the 4 channels*");

    [Fact]
    public void FindProblem_GroupsOfOneValue_AreRefusedAsNothingIsLeftOfThem()
    {
        ConvolutionProjectionLayerDefinition ofChannels = new(4) { Pool = 1, Normalisation = MapNormalisation.Channel };

        ofChannels.FindProblem([4, 1, 1], 2).Should().Match("*4 groups*4×1×1*one value each*another MapNormalisation*");
        ofChannels.FindProblem([4, 1, 2], 2).Should().BeNull();
    }

    [Theory]
    [InlineData(MapNormalisation.Image, 1)]
    [InlineData(MapNormalisation.ClassGroup, 2)]
    [InlineData(MapNormalisation.Channel, 4)]
    public void Forward_Normalisation_TakesAwayMeanAndScaleOfEachPart(MapNormalisation normalisation, int groups)
    {
        using LocalLayer layer = new ConvolutionProjectionLayerDefinition(3) { Normalisation = normalisation, Pool = 1 }
            .Create(LayerContexts.Create(1, shape: [4, 5, 5]));
        Tensor maps = Tensors.Random(1, 3, 4, 5, 5), scale = Tensors.Random(2, 1, groups, 1, 1).abs().add(0.5),
            shift = Tensors.Random(3, 1, groups, 1, 1), grouped = maps.view(3, groups, -1, 25);

        layer.Forward(((grouped * scale) + shift).view(3, 4, 5, 5)).ShouldBeClose(layer.Forward(maps), 1e-4);
    }

    [Fact]
    public void Forward_NoNormalisation_SeesTheScale()
    {
        using LocalLayer layer = new ConvolutionProjectionLayerDefinition(3) { Normalisation = MapNormalisation.None, Pool = 1 }
            .Create(LayerContexts.Create(1, shape: [4, 5, 5]));
        Tensor maps = Tensors.Random(1, 3, 4, 5, 5);

        layer.Forward(maps.mul(3)).ShouldBeClose(layer.Forward(maps).mul(3), 1e-5); // The biases begin at 0.
    }

    // Three channels of an image belong to no class: two classes cannot share them.
    [Fact]
    public void Forward_ClassGroupsOfAnImage_StandardisesItAsAWhole()
    {
        using LocalLayer layer = new MeanGoodnessConvolutionLayerDefinition(4).Create(LayerContexts.Create(1, shape: [3, 5, 5])),
            whole = new MeanGoodnessConvolutionLayerDefinition(4) { Normalisation = MapNormalisation.Image }
                .Create(LayerContexts.Create(1, shape: [3, 5, 5]));
        Tensor images = Tensors.Random(1, 2, 3, 5, 5);

        layer.Forward(images).ShouldBeClose(whole.Forward(images), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_EveryKindAndShortcut_LetsNoGradientCrossTheLayerAndLeavesNoTensor(string name)
    {
        Type kind = Kinds.Single(type => string.Equals(type.Name, name, StringComparison.Ordinal));
        foreach (Shortcut shortcut in Enum.GetValues<Shortcut>())
        {
            using LocalLayer layer = Create(kind, shortcut).Create(LayerContexts.Create(2, shape: [4, 4, 4]));
            using Generator generator = new(1UL);
            Tensor before = Tensors.Random(1, 6, 4, 4, 4).requires_grad_(), input = before * 2, labels = zeros([6], int64);
            LearningContext context = new() { Labels = labels, Positives = 3, Progress = 0, Generator = generator };
            using (enable_grad())
                Learn();
            long live = Tensors.CountLive();

            Learn();

            Tensor.TotalCount.Should().Be(live, "{0} leaves nothing", shortcut);
            before.grad.Should().BeNull("no gradient may cross a layer");

            void Learn()
            {
                LearningStep step = layer.Learn(input, context);
                step.Activations!.requires_grad.Should().BeFalse();
                step.Activations!.shape.Skip(1).Should().Equal(Create(kind, shortcut).OutputShape([4, 4, 4]));
                foreach (Tensor tensor in new[] { step.Activations, step.Goodness, step.Loss })
                    tensor.Dispose();
            }
        }
    }

    // The twin's gradients go through shortcuts as through everything else: its weights are 0 here, so that they have no other way.
    [Theory]
    [InlineData(Shortcut.None, false)]
    [InlineData(Shortcut.Add, true)]
    public void Forward_WhileBackpropagationTrains_LetsTheGradientThroughAShortcut(Shortcut shortcut, bool passes)
    {
        using LocalLayer layer = new MeanGoodnessConvolutionLayerDefinition(4) { Pool = 1, Shortcut = shortcut }
            .Create(LayerContexts.Create(1, shape: [4, 4, 4]));
        layer.Parameters[0].Value.zero_();
        Tensor weights = Tensors.Random(2, 2, 4, 4, 4), images = Tensors.Random(1, 2, 4, 4, 4);

        Tensor gradient = Tensors.Gradient(leaf => (layer.Forward(leaf) * weights).sum([1, 2, 3]), images);

        gradient.ne(0).any().item<bool>().Should().Be(passes);
    }

    private static LayerDefinition Create(Type kind, Shortcut shortcut)
    {
        int channels = shortcut == Shortcut.Concatenate ? 8 : 4;
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(4, 4, 4).WithClasses(2)
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
        _ = kind.Name switch
        {
            nameof(ConvolutionProjectionLayerDefinition) => builder.AddConvolutionProjection(channels, shortcut: shortcut),
            nameof(MeanGoodnessConvolutionLayerDefinition) => builder.AddMeanGoodnessConvolution(channels, shortcut: shortcut),
            nameof(ChannelGoodnessConvolutionLayerDefinition) => builder.AddChannelGoodnessConvolution(channels, shortcut: shortcut),
            nameof(SelfContrastiveConvolutionLayerDefinition) => builder.AddSelfContrastiveConvolution(channels, shortcut: shortcut),
            nameof(ViewContrastConvolutionLayerDefinition) => builder.AddViewContrastConvolution(channels, shortcut: shortcut),
            _ => throw new InvalidOperationException($"Add {kind.Name} here."),
        };
        return builder.Define().Layers.Single();
    }
}
