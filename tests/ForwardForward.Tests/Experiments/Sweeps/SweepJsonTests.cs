using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Sweeps;

public sealed class SweepJsonTests
{
    public static TheoryData<TrainingOptions> Trainings =>
    [
        new TrainingOptions(),
        new TrainingOptions
        {
            Epochs = 3, BatchSize = 7, Schedule = TrainingSchedule.Alternating, Negatives = NegativeRefresh.Once, CorruptPositives = true,
            Jitter = 2, Augmentation = Augmentation.Photographs, PassOnUpdatedActivations = true,
            EarlyStopping = new EarlyStopping { Patience = 9, LeastGain = 0.01 }, KeepBestEpoch = true,
        },
        new TrainingOptions { Schedule = TrainingSchedule.Greedy },
    ];

    [Fact]
    public void FromJson_WhatToJsonWrote_IsTheSameSweep()
    {
        Sweep sweep = SmallSweep.Create();

        Sweep again = Sweep.FromJson(sweep.ToJson());

        again.ToJson().Should().Be(sweep.ToJson());
        (again.Name, again.Seeds.Length).Should().Be(("small", 3));
        again.Cells.Select(cell => cell.ToString()).Should().Equal(sweep.Cells.Select(cell => cell.ToString()));
        again.Configurations.Select(one => one.Definition).Should().Equal(sweep.Configurations.Select(one => one.Definition));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void FromJson_TrainingOptions_ComeBack(TrainingOptions training) => ComingBack(training).Should().Be(training);

    [Fact]
    public void FromJson_InterleavedSchedule_ComesBack() =>
        ComingBack(new TrainingOptions { Schedule = TrainingSchedule.Interleaved(2, 5) }).Schedule.Describe(9, 2)
            .Should().Be(TrainingSchedule.Interleaved(2, 5).Describe(9, 2));

    [Fact]
    public void ToJson_ScheduleOfOnesOwn_IsRefusedByName() =>
        FluentActions.Invoking(() => SweepOf(new TrainingOptions { Schedule = new NobodyLearns() }).ToJson())
            .Should().Throw<InvalidOperationException>().WithMessage("*NobodyLearns*none of the library's*");

    [Theory]
    [InlineData("\"epochs\": 20", "\"epochs\": 0", "*'one'*training option epochs*at least 1*")]
    [InlineData("\"epochs\": 20", "\"epoch\": 20", "*'one'*training option \"epoch\"*does not know*")]
    [InlineData(
        "\"schedule\": \"simultaneous\"", "\"schedule\": \"random\"", "*training option schedule*simultaneous, greedy, alternating*")]
    [InlineData("\"format\": 1,\n  \"sweep\"", "\"format\": 2,\n  \"sweep\"", "*format 2*reads 1*")]
    [InlineData("\"seeds\": [\n    0\n  ]", "\"seeds\": []", "*seeds is empty*")]
    [InlineData("\"sweep\"", "\"swept\"", "*does not say its \"sweep\"*")]
    [InlineData("{\n  \"format\"", "[{\n  \"format\"", "The sweep cannot be read.*")]
    public void FromJson_Fault_SaysWhere(string part, string changed, string why)
    {
        string json = SweepOf(new TrainingOptions()).ToJson().ReplaceLineEndings("\n");
        json.Should().Contain(part);

        FluentActions.Invoking(() => Sweep.FromJson(json.Replace(part, changed, StringComparison.Ordinal)))
            .Should().Throw<InvalidDataException>().WithMessage(why);
    }

    [Fact]
    public void FromJson_RowThatIsNone_IsRefused() =>
        FluentActions.Invoking(() => SweepRow.FromJson("{}"))
            .Should().Throw<InvalidDataException>().WithMessage("The row cannot be read.*");

    private static TrainingOptions ComingBack(TrainingOptions training) =>
        Sweep.FromJson(SweepOf(training).ToJson()).Configurations.Single().Training;

    private static Sweep SweepOf(TrainingOptions training) =>
        new("one", [new SweepConfiguration("one", SmallSweep.Network(8), training, SmallSweep.Images)], [0]);

    private sealed class NobodyLearns : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => false;
    }
}
