using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class DifferentiableLossTests
{
    public static TheoryData<IDifferentiableContrastiveLoss> Contrastive =>
        [new SwishLoss(), new SwishLoss(sharpness: 0.5), new SymBaLoss(), new MarginLoss(margin: 0.3), new LogisticLoss(), new LogisticLoss(
            threshold: 0.2, temperature: 0.1)];

    public static TheoryData<IDifferentiableClassLoss> ClassWise =>
        [new CrossEntropyLoss(), new CrossEntropyLoss(temperature: 0.4), new CrossEntropyLoss(labelSmoothing: 0.1)];

    [Theory]
    [MemberData(nameof(Contrastive))]
    public void Differentiate_ContrastiveLoss_EqualsAutomaticDifferentiation(IDifferentiableContrastiveLoss loss)
    {
        Tensor positive = Random(1, 9), negative = Random(2, 9);

        (Tensor value, Tensor ofPositive, Tensor ofNegative) = loss.Differentiate(positive, negative);

        value.ShouldBeClose(loss.Loss(positive, negative));
        ofPositive.ShouldBeClose(Gradient(goodness => loss.Loss(goodness, negative).unsqueeze(0), positive));
        ofNegative.ShouldBeClose(Gradient(goodness => loss.Loss(positive, goodness).unsqueeze(0), negative));
    }

    [Theory]
    [MemberData(nameof(ClassWise))]
    public void Differentiate_ClassLoss_EqualsAutomaticDifferentiation(IDifferentiableClassLoss loss)
    {
        Tensor goodness = Random(1, 7, 4), labels = LabelsOf(0, 3, 1, 1, 2, 0, 3);

        (Tensor value, Tensor slope) = loss.Differentiate(goodness, labels);

        value.ShouldBeClose(loss.Loss(goodness, labels));
        slope.ShouldBeClose(Gradient(scores => loss.Loss(scores, labels).unsqueeze(0), goodness));
    }

    [Fact]
    public void Differentiate_LossesOfTheLibrary_AreAllTestedHere()
    {
        Type[] stating = [.. typeof(SwishLoss).Assembly.GetExportedTypes().Where(
            type => type.IsClass
                && (type.IsAssignableTo(typeof(IDifferentiableContrastiveLoss)) || type.IsAssignableTo(typeof(IDifferentiableClassLoss))))];

        stating.Should().BeEquivalentTo(
            [typeof(SwishLoss), typeof(SymBaLoss), typeof(MarginLoss), typeof(LogisticLoss), typeof(CrossEntropyLoss)]);
    }
}
