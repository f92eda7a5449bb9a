using System.Buffers.Binary;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class GeneratorStateTests
{
    private const int Left = 8;
    private const int Seeded = 12;
    private const int Next = 16;
    private const int Words = 24;
    private const int Normal = 5_016;
    private const int NormalIsKept = 5_040;
    private const int FloatNormal = 5_048;
    private const int FloatNormalIsKept = 5_052;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(623)]
    [InlineData(624)]
    [InlineData(625)]
    [InlineData(2_000)]
    public void FindProblem_StateAfterSoManyWords_IsNone(int draws)
    {
        using Generator generator = new(7);
        if (draws > 0)
            rand([draws], generator: generator).Dispose();
        using Tensor state = generator.get_state();

        GeneratorState.FindProblem(state).Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    public void FindProblem_StateThatKeepsANormalNumber_IsNone(int draws)
    {
        using Generator generator = new(7);
        randn([draws], generator: generator).Dispose();
        randn([draws], float64, generator: generator).Dispose();
        using Tensor state = generator.get_state();

        GeneratorState.FindProblem(state).Should().BeNull();
    }

    [Theory]
    [InlineData(Left, 0L, 4, "*0 words left and goes on at word 1*")]
    [InlineData(Left, -1L, 4, "*-1 words left*")]
    [InlineData(Left, 625L, 4, "*625 words left*")]
    [InlineData(Left, 623L, 4, "*623 words left and goes on at word 1*")]
    [InlineData(Next, 624L, 8, "*624 words left and goes on at word 624*")]
    [InlineData(Next, -1L, 8, "*word 18446744073709551615*")]
    [InlineData(Next, 1L << 32, 8, "*word 4294967296*")]
    [InlineData(Seeded, 0L, 4, "*not seeded*")]
    [InlineData(Seeded, 2L, 4, "*not seeded*")]
    [InlineData(Words + 80, 1L << 32, 8, "*word 4294967296, which is larger*")]
    [InlineData(Normal, 0x7FF8_0000_0000_0000, 8, "*normal number*")]
    [InlineData(NormalIsKept, 2L, 4, "*normal number*")]
    [InlineData(FloatNormal, 0x7F80_0000L, 4, "*normal number*")]
    [InlineData(FloatNormalIsKept, 2L, 1, "*normal number*")]
    public void FindProblem_OneFieldOutOfItsRange_SaysWhich(int at, long value, int width, string problem)
    {
        using Generator generator = new(7);
        rand([1], generator: generator).Dispose();
        using Tensor state = generator.get_state();
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..width].CopyTo(state.bytes[at..]);

        GeneratorState.FindProblem(state).Should().Match(problem);
    }

    [Fact]
    public void FindProblem_NoWordButZeros_SaysSo()
    {
        using Generator generator = new(7);
        using Tensor state = generator.get_state();
        state.bytes[Words..Normal].Clear();

        GeneratorState.FindProblem(state).Should().Contain("zero everywhere");
    }

    [Fact]
    public void FindProblem_AnotherTensor_SaysWhatAStateIs()
    {
        using Tensor shorter = zeros([5_048], uint8), other = zeros([5_056], int8);

        GeneratorState.FindProblem(shorter).Should().Contain("5048 numbers").And.Contain("5056 bytes");
        GeneratorState.FindProblem(other).Should().Contain("Int8");
    }

    [Fact]
    public void Restore_OneStateIsNone_ChangesNoGenerator()
    {
        using RandomStreams random = new(1), other = new(2);
        IReadOnlyList<NamedTensor> before = random.CopyStates(), states = other.CopyStates();
        states[^1].Value.bytes.Clear();

        FluentActions.Invoking(() => random.Restore(states))
            .Should().Throw<InvalidDataException>().WithMessage("*\"generator.augmentation\" is not seeded*");

        IReadOnlyList<NamedTensor> after = random.CopyStates();
        after.Zip(before, (one, other) => one.Value.Equals(other.Value)).Should().OnlyContain(isSame => isSame);
        foreach ((_, Tensor state) in before.Concat(states).Concat(after))
            state.Dispose();
    }
}
