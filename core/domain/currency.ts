/**
 * The currencies that a price can be in: the active codes of ISO 4217 with their number of decimals.
 * It never converts, formats or names a currency.
 *
 * Source: ISO 4217 table A.1 as of 2026. Codes without a minor unit (gold, SDR, XTS, XXX) are left out: nothing is sold in them.
 * Intl is not asked, because its decimals are those of everyday display (IQD 0), not those of the standard (IQD 3).
 */

const codesByExponent: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
    COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
    NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(exponent)] as const),
  ),
);

/**
 * The number of decimals of an active ISO 4217 code: JPY 0, USD 2, KWD 3, CLF 4.
 * Undefined for anything else: withdrawn codes (BGN, HRK), metals, lower case.
 */
export function currencyExponent(code: string): number | undefined {
  return exponents.get(code);
}
