namespace ForwardForward.Tests.Training;

public sealed class ValidationCourseTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.7, 0.7, 0.6 }, 2)]
    [InlineData(new[] { 0.5, 0.4, 0.6 }, 3)]
    [InlineData(new[] { 0.5 }, 1)]
    public void Best_Accuracies_IsTheFirstOfTheHighest(double[] accuracies, int expected) =>
        Follow(null, accuracies).Best!.Epoch.Should().Be(expected);

    [Theory]
    [InlineData(2, 0, new[] { 0.5, 0.6, 0.6 }, false)]
    [InlineData(2, 0, new[] { 0.5, 0.6, 0.6, 0.6 }, true)]
    [InlineData(2, 0, new[] { 0.5, 0.6, 0.6, 0.7, 0.7 }, false)]
    [InlineData(1, 0, new[] { 0.5, 0.5 }, true)]
    // A rise by little again and again is a gain once it has added up.
    [InlineData(2, 0.125, new[] { 0.5, 0.5625, 0.625, 0.6875 }, true)]
    [InlineData(3, 0.125, new[] { 0.5, 0.5625, 0.625, 0.6875 }, false)]
    [InlineData(2, 0.125, new[] { 0.5, 0.75, 0.875 }, false)]
    public void StopReason_Accuracies_IsGivenAfterSoManyEpochsWithoutGain(
        int patience, double leastGain, double[] accuracies, bool expected) =>
        (Follow(new EarlyStopping { Patience = patience, LeastGain = leastGain }, accuracies).StopReason is not null)
            .Should().Be(expected);

    [Fact]
    public void StopReason_Stopped_SaysWhatWasWaitedFor() =>
        Follow(new EarlyStopping { Patience = 2, LeastGain = 0.01 }, 0.5, 0.964, 0.9, 0.969).StopReason.Should().Be(
            "the validation accuracy has not risen by more than 1 % above the 96.40 % of epoch 2 in 2 epochs");

    [Fact]
    public void Add_NoValidation_HasNoBestEpochAndNeverStops()
    {
        ValidationCourse course = new(new EarlyStopping { Patience = 1 });
        for (int epoch = 1; epoch < 9; epoch++)
            course.Add(new EpochResult(epoch, [1], null, 1));

        (course.Best, course.StopReason).Should().Be((null, null));
    }

    [Fact]
    public void EarlyStopping_OutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new EarlyStopping { Patience = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EarlyStopping { LeastGain = -0.1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EarlyStopping { LeastGain = 1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EarlyStopping { LeastGain = double.NaN }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static ValidationCourse Follow(EarlyStopping? stopping, params double[] accuracies)
    {
        ValidationCourse course = new(stopping);
        for (int index = 0; index < accuracies.Length; index++)
            course.Add(new EpochResult(index + 1, [1], accuracies[index], 1));
        return course;
    }
}
