using System.Globalization;
using System.Text.Json;

namespace ForwardForward.Tests.Training;

public sealed class TrainingResultTests
{
    private static readonly EpochResult Epoch = new(3, [0.12341, null], 0.964, 1.24);

    [Fact]
    public void ToString_EpochResultAndWhatHoldsIt_IsOneLineEach()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Epoch.ToString().Should().Be("epoch 3: loss 0.1234, -, validation accuracy 96.40 %, 1.2 s");
            new EpochResult(1, [-2.5], null, 10).ToString().Should().Be("epoch 1: loss -2.5, 10.0 s");
            new TrainingResult([new EpochResult(2, [1], null, 1), Epoch], 2.24).ToString()
                .Should().Be($"2 epochs in 2.2 s; {Epoch}");
            new TrainingProgress(2, 20, 30, 93, TimeSpan.FromSeconds(12.34), null).ToString()
                .Should().Be("epoch 2 of 20, batch 30 of 93, 12.3 s");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void EpochResult_ThroughJson_IsTheSame()
    {
        EpochResult again = JsonSerializer.Deserialize<List<EpochResult>>(JsonSerializer.Serialize(new List<EpochResult> { Epoch }))![0];

        again.Should().BeEquivalentTo(Epoch);
    }
}
